import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiProblems, CurrentUser, IdParam, READERS, type Caller } from '../../common/index.js';
import { BalanceQuery, BalancesAnswer } from './balance.dto.js';
import { BalancesQueries } from './balances.queries.js';
import { EntriesQueries } from './entries.queries.js';
import { EntryAnswer, EntryFilter, EntryPage } from './entry.dto.js';

@ApiTags('ledger')
@Controller('entries')
export class EntriesController {
  constructor(private readonly entries: EntriesQueries) {}

  @ApiOperation({ summary: 'The entries of the books that one may see, the last recorded first' })
  @Get()
  @Allow(...READERS)
  @ApiOkResponse({ type: EntryPage })
  @ApiProblems('mass-too-large')
  list(@CurrentUser() caller: Caller, @Query() filter: EntryFilter): Promise<EntryPage> {
    return this.entries.list(caller, filter);
  }

  @ApiOperation({ summary: 'One entry with what one may see of its postings' })
  @Get(':id')
  @Allow(...READERS)
  @ApiOkResponse({ type: EntryAnswer })
  @ApiProblems('not-found', 'mass-too-large')
  one(@CurrentUser() caller: Caller, @Param() { id }: IdParam): Promise<EntryAnswer> {
    return this.entries.one(caller, id);
  }
}

@ApiTags('ledger')
@Controller('ledger')
export class LedgerController {
  constructor(private readonly balances: BalancesQueries) {}

  @ApiOperation({ summary: 'What every account holds, or has given, at the end of a day' })
  @Get('balances')
  @Allow(...READERS)
  @ApiOkResponse({ type: BalancesAnswer })
  @ApiProblems('mass-too-large')
  balancesAt(@CurrentUser() caller: Caller, @Query() query: BalanceQuery): Promise<BalancesAnswer> {
    return this.balances.balances(caller, query);
  }
}
