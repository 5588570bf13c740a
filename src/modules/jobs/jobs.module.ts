import { Module } from '@nestjs/common';
import { Jobs } from './jobs.service.js';

/** Work that goes on after its request is answered. */
@Module({ providers: [Jobs], exports: [Jobs] })
export class JobsModule {}
