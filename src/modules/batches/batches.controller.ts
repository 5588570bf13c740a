import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiProblems, CurrentUser, IdParam, IfMatch, READERS, type Caller } from '../../common/index.js';
import { BatchAssayService } from './batch-assay.service.js';
import { BatchDispositionService } from './batch-disposition.service.js';
import { BatchEditService } from './batch-edit.service.js';
import { BatchLogService } from './batch-log.service.js';
import { BatchSplitService } from './batch-split.service.js';
import { BatchActsQueries } from './batch-acts.queries.js';
import {
  AssayAnswer,
  BatchAnswer,
  BatchFilter,
  BatchPage,
  StreamWeights,
  StreamWeightsQuery,
} from './batch-answer.dto.js';
import {
  AssayList,
  AssayParams,
  BookedDispositionAnswer,
  DispositionAnswer,
  DispositionList,
  DispositionParams,
  SplitAnswer,
} from './batch-act.dto.js';
import { AssayForce, BatchEdit, NewAssay, NewBatch, NewDisposition, NewSplit, NewSupply } from './batch.dto.js';
import { BatchesQueries } from './batches.queries.js';

const PLANT = ['admin', 'plant-operator'] as const;
const OPERATORS = ['admin', 'plant-operator', 'recycler-operator'] as const;

@ApiTags('batches')
@Controller('batches')
export class BatchesController {
  constructor(
    private readonly logging: BatchLogService,
    private readonly edits: BatchEditService,
    private readonly queries: BatchesQueries,
  ) {}

  @ApiOperation({ summary: 'Log a by-product batch' })
  @Post()
  @Allow(...PLANT)
  @ApiCreatedResponse({ type: BatchAnswer })
  @ApiProblems('not-found', 'id-taken', 'code-taken')
  log(@CurrentUser() caller: Caller, @Body() body: NewBatch): Promise<BatchAnswer> {
    return this.logging.log(caller, body);
  }

  @ApiOperation({ summary: 'The batches that one may see, newest first' })
  @Get()
  @Allow(...READERS)
  @ApiOkResponse({ type: BatchPage })
  list(@CurrentUser() caller: Caller, @Query() filter: BatchFilter): Promise<BatchPage> {
    return this.queries.list(caller, filter);
  }

  @ApiOperation({ summary: 'What the newest by-products of a stream at an own site weighed' })
  @Get('weights')
  @Allow(...READERS)
  @ApiOkResponse({ type: StreamWeights })
  @ApiProblems('not-found')
  weights(@CurrentUser() caller: Caller, @Query() query: StreamWeightsQuery): Promise<StreamWeights> {
    return this.queries.weights(caller, query);
  }

  @ApiOperation({ summary: 'One batch' })
  @Get(':id')
  @Allow(...READERS)
  @ApiOkResponse({ type: BatchAnswer })
  @ApiProblems('not-found')
  one(@CurrentUser() caller: Caller, @Param() { id }: IdParam): Promise<BatchAnswer> {
    return this.queries.one(caller, id);
  }

  @ApiOperation({ summary: 'Edit a logged batch until something is built on it' })
  @Patch(':id')
  @Allow(...PLANT)
  @ApiOkResponse({ type: BatchAnswer })
  @ApiProblems('not-found', 'built-upon', 'code-taken', 'not-in-your-stock', 'stale-version', 'precondition-required')
  @ApiProblems('batch-state')
  edit(
    @CurrentUser() caller: Caller,
    @Param() { id }: IdParam,
    @IfMatch() version: number,
    @Body() body: BatchEdit,
  ): Promise<BatchAnswer> {
    return this.edits.edit(caller, { id, version }, body);
  }
}

@ApiTags('batches')
@Controller('batches/:id')
export class BatchActsController {
  constructor(
    private readonly assaying: BatchAssayService,
    private readonly disposing: BatchDispositionService,
    private readonly splitting: BatchSplitService,
    private readonly acts: BatchActsQueries,
  ) {}

  @ApiOperation({ summary: 'Record an assay, late or in place of another' })
  @Post('assays')
  @Allow(...OPERATORS)
  @ApiCreatedResponse({ type: AssayAnswer })
  @ApiProblems('not-found', 'batch-sealed', 'batch-state', 'matter-created', 'element-twice', 'report-taken')
  assay(@CurrentUser() caller: Caller, @Param() { id }: IdParam, @Body() body: NewAssay): Promise<AssayAnswer> {
    return this.assaying.add(caller, id, body);
  }

  @ApiOperation({ summary: 'Put one of the own assays in force by hand, until a later sample is recorded' })
  @Post('assays/:assayId/force')
  @Allow(...OPERATORS)
  @ApiCreatedResponse({ type: AssayAnswer })
  @ApiProblems('not-found', 'assay-of-other-side', 'assay-below-drawn', 'batch-sealed', 'batch-state', 'matter-created')
  force(
    @CurrentUser() caller: Caller,
    @Param() params: AssayParams,
    @Body() { reason }: AssayForce,
  ): Promise<AssayAnswer> {
    return this.assaying.force(caller, params, reason);
  }

  @ApiOperation({ summary: 'The assays of a batch' })
  @Get('assays')
  @Allow(...READERS)
  @ApiOkResponse({ type: AssayList })
  @ApiProblems('not-found')
  assays(@CurrentUser() caller: Caller, @Param() { id }: IdParam): Promise<AssayList> {
    return this.acts.assays(caller, id);
  }

  @ApiOperation({ summary: 'One assay of a batch' })
  @Get('assays/:assayId')
  @Allow(...READERS)
  @ApiOkResponse({ type: AssayAnswer })
  @ApiProblems('not-found')
  oneAssay(@CurrentUser() caller: Caller, @Param() { id, assayId }: AssayParams): Promise<AssayAnswer> {
    return this.acts.assay(caller, id, assayId);
  }

  @ApiOperation({ summary: 'The dispositions of a batch, newest first' })
  @Get('dispositions')
  @Allow(...READERS)
  @ApiOkResponse({ type: DispositionList })
  @ApiProblems('not-found')
  dispositions(@CurrentUser() caller: Caller, @Param() { id }: IdParam): Promise<DispositionList> {
    return this.acts.dispositions(caller, id);
  }

  @ApiOperation({ summary: 'One disposition of a batch' })
  @Get('dispositions/:entryId')
  @Allow(...READERS)
  @ApiOkResponse({ type: BookedDispositionAnswer })
  @ApiProblems('not-found')
  oneDisposition(
    @CurrentUser() caller: Caller,
    @Param() { id, entryId }: DispositionParams,
  ): Promise<BookedDispositionAnswer> {
    return this.acts.disposition(caller, id, entryId);
  }

  @ApiOperation({ summary: 'Book another end of a batch, or what a count corrects' })
  @Post('dispositions')
  @Allow(...OPERATORS)
  @ApiCreatedResponse({ type: DispositionAnswer })
  @ApiProblems('not-found', 'exclusivity-breach', 'more-than-left', 'nothing-left', 'out-of-order', 'batch-state')
  @ApiProblems('disposition-kind', 'not-in-your-stock', 'counted-as-booked')
  dispose(
    @CurrentUser() caller: Caller,
    @Param() { id }: IdParam,
    @Body() body: NewDisposition,
  ): Promise<DispositionAnswer> {
    return this.disposing.dispose(caller, id, body);
  }

  @ApiOperation({ summary: 'Split parts off a batch' })
  @Post('splits')
  @Allow(...OPERATORS)
  @ApiCreatedResponse({ type: SplitAnswer })
  @ApiProblems(
    'not-found',
    'more-than-left',
    'nothing-left',
    'code-taken',
    'out-of-order',
    'batch-state',
    'not-in-your-stock',
  )
  split(@CurrentUser() caller: Caller, @Param() { id }: IdParam, @Body() body: NewSplit): Promise<SplitAnswer> {
    return this.splitting.split(caller, id, body);
  }
}

@ApiTags('supplies')
@Controller('supplies')
export class SuppliesController {
  constructor(private readonly logging: BatchLogService) {}

  @ApiOperation({ summary: 'Book material that the plant was supplied with' })
  @Post()
  @Allow(...PLANT)
  @HttpCode(201)
  @ApiCreatedResponse({ type: BatchAnswer })
  @ApiProblems('not-found', 'id-taken', 'code-taken')
  supply(@CurrentUser() caller: Caller, @Body() body: NewSupply): Promise<BatchAnswer> {
    return this.logging.supply(caller, body);
  }
}
