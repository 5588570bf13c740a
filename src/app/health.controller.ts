import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Public } from '../common/access.js';
import { Database } from '../database/index.js';

class HealthAnswer {
  @ApiProperty({ example: 'ok' })
  status: string;
}

@ApiTags('health')
@Controller({ path: 'health' })
export class HealthController {
  constructor(private readonly database: Database) {}

  /** The process runs. */
  @Get('live')
  @Public()
  @ApiOkResponse({ type: HealthAnswer })
  live(): HealthAnswer {
    return { status: 'ok' };
  }

  /** The process runs and reaches its database. */
  @Get('ready')
  @Public()
  @ApiOkResponse({ type: HealthAnswer })
  async ready(): Promise<HealthAnswer> {
    await this.database.manager.query('SELECT 1');
    return { status: 'ok' };
  }
}
