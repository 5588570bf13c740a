import { Module, type DynamicModule } from '@nestjs/common';
import { FoundationModule, type Foundation } from './foundation.module.js';
import { HealthController } from './health.controller.js';

/** The list of features. */
@Module({})
export class AppModule {
  static of(foundation: Foundation): DynamicModule {
    return {
      module: AppModule,
      imports: [FoundationModule.of(foundation)],
      controllers: [HealthController],
    };
  }
}
