import { Module } from '@nestjs/common';
import { Ledger } from './ledger.service.js';

/** The books: the one way to write them, and how they are read and verified. */
@Module({ providers: [Ledger], exports: [Ledger] })
export class LedgerModule {}
