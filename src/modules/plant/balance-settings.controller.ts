import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiProblems, CurrentUser, IdParam, IfMatch, READERS, type Caller } from '../../common/index.js';
import { BalanceSettingsAnswer, BalanceSettingsInput } from './balance-settings.dto.js';
import { BalanceSettingsService } from './balance-settings.service.js';

@ApiTags('production')
@Controller('sites/:id/balance-settings')
export class BalanceSettingsController {
  constructor(private readonly settings: BalanceSettingsService) {}

  @ApiOperation({ summary: 'How the balance of a site of the own party is struck' })
  @Get()
  @Allow(...READERS)
  @ApiOkResponse({ type: BalanceSettingsAnswer })
  @ApiProblems('not-found')
  read(@CurrentUser() caller: Caller, @Param() { id }: IdParam): Promise<BalanceSettingsAnswer> {
    return this.settings.read(caller, id);
  }

  @ApiOperation({ summary: 'Say how the balance of a site is struck: scales, moisture, methods, limits' })
  @Put()
  @Allow('admin')
  @ApiOkResponse({ type: BalanceSettingsAnswer })
  @ApiProblems('not-found')
  write(
    @CurrentUser() caller: Caller,
    @Param() { id }: IdParam,
    @IfMatch() version: number,
    @Body() body: BalanceSettingsInput,
  ): Promise<BalanceSettingsAnswer> {
    return this.settings.write(caller, id, version, body);
  }
}
