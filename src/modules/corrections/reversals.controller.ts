import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiProblems, CurrentUser, IdParam, type Caller } from '../../common/index.js';
import { NewReversal, ReversalAnswer } from './reversal.dto.js';
import { ReversalsService } from './reversals.service.js';

@ApiTags('entries')
@Controller('entries/:id/reversal')
export class ReversalsController {
  constructor(private readonly reversals: ReversalsService) {}

  @ApiOperation({ summary: 'Reverse an entry on which nothing later stands' })
  @Post()
  @Allow('admin', 'plant-operator', 'recycler-operator')
  @ApiCreatedResponse({ type: ReversalAnswer })
  @ApiProblems('not-found', 'built-upon', 'already-reversed', 'is-reversal', 'not-reversible', 'batch-state')
  reverse(@CurrentUser() caller: Caller, @Param() { id }: IdParam, @Body() body: NewReversal): Promise<ReversalAnswer> {
    return this.reversals.reverse(caller, id, body);
  }
}
