import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, ApiProblems, CurrentUser, IdParam, READERS, type Caller } from '../../common/index.js';
import { balanceCsv, type BalanceTable } from '../../domain/production/balance-csv.js';
import { acceptsCsv } from './accepts-csv.js';
import { PlantBalanceAnswer, PlantBalanceQuery, PlantMonthsAnswer } from './plant-balance.dto.js';
import { PlantBalancesQueries } from './plant-balances.queries.js';

const csvOr = (schema: string) => ({
  content: {
    'application/json': { schema: { $ref: schema } },
    'text/csv': { schema: { type: 'string' as const } },
  },
});

@ApiTags('production')
@ApiExtraModels(PlantBalanceAnswer, PlantMonthsAnswer)
@Controller('sites/:id/balance')
export class PlantBalancesController {
  constructor(private readonly balances: PlantBalancesQueries) {}

  @ApiOperation({
    summary: 'Whether a plant closes: what production must have left over, against what was logged',
    description: 'From count to count, with its uncertainty; as CSV with `Accept: text/csv`.',
  })
  @Get()
  @Allow(...READERS)
  @ApiOkResponse(csvOr(getSchemaPath(PlantBalanceAnswer)))
  @ApiProblems('not-found', 'mass-too-large')
  async balance(
    @CurrentUser() caller: Caller,
    @Param() { id }: IdParam,
    @Query() query: PlantBalanceQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PlantBalanceAnswer | string> {
    const balance = await this.balances.balance(caller, id, query);
    return acceptsCsv(reply.request) ? asCsv([balance], query, reply) : balance;
  }

  @ApiOperation({ summary: 'The same per calendar month, of at most 120 months' })
  @Get('months')
  @Allow(...READERS)
  @ApiOkResponse(csvOr(getSchemaPath(PlantMonthsAnswer)))
  @ApiProblems('not-found', 'mass-too-large')
  async months(
    @CurrentUser() caller: Caller,
    @Param() { id }: IdParam,
    @Query() query: PlantBalanceQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PlantMonthsAnswer | string> {
    const months = await this.balances.months(caller, id, query);
    return acceptsCsv(reply.request) ? asCsv(months.items, query, reply) : months;
  }
}

function asCsv(
  tables: readonly BalanceTable[],
  { from, to, locale = 'en' }: PlantBalanceQuery,
  reply: FastifyReply,
): string {
  const disposition = `attachment; filename="balance-${from}-${to}.csv"`;
  void reply.type('text/csv; charset=utf-8').header('Content-Disposition', disposition);
  return balanceCsv(tables, locale);
}
