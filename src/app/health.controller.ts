import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
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

  @Get('live')
  @Public()
  @ApiOperation({ summary: 'Whether the process runs' })
  @ApiOkResponse({ type: HealthAnswer })
  live(): HealthAnswer {
    return { status: 'ok' };
  }

  @Get('ready')
  @Public()
  @ApiOperation({ summary: 'Whether the process runs and reaches its database' })
  @ApiOkResponse({ type: HealthAnswer })
  async ready(): Promise<HealthAnswer> {
    await this.database.manager.query('SELECT 1');
    return { status: 'ok' };
  }
}
