import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  Allow,
  ApiProblems,
  CurrentUser,
  IdParam,
  IfMatch,
  NoFields,
  READERS,
  type Caller,
} from '../../common/index.js';
import { ShipmentAnswer, ShipmentPage } from './shipment-answer.dto.js';
import { NewDispatch, NewReceipt, NewSettlement, NewShipment, ShipmentEdit, ShipmentFilter } from './shipment.dto.js';
import { ShipmentDispatchService } from './shipment-dispatch.service.js';
import { ShipmentReceiptService } from './shipment-receipt.service.js';
import { ShipmentSettlementService } from './shipment-settlement.service.js';
import { ShipmentsQueries } from './shipments.queries.js';
import { ShipmentsService } from './shipments.service.js';

const OPERATORS = ['admin', 'plant-operator', 'recycler-operator'] as const;
const PLANNING = [
  ...(['not-found', 'exclusivity-breach', 'not-covered', 'batch-state', 'nothing-left', 'not-in-your-stock'] as const),
  ...(['not-at-site', 'in-dispute'] as const),
] as const;

@ApiTags('shipments')
@Controller('shipments')
export class ShipmentsController {
  constructor(
    private readonly shipments: ShipmentsService,
    private readonly queries: ShipmentsQueries,
  ) {}

  @ApiOperation({ summary: 'Plan a shipment of batches in stock' })
  @Post()
  @Allow(...OPERATORS)
  @ApiCreatedResponse({ type: ShipmentAnswer })
  @ApiProblems(...PLANNING)
  plan(@CurrentUser() caller: Caller, @Body() body: NewShipment): Promise<ShipmentAnswer> {
    return this.shipments.plan(caller, body);
  }

  @ApiOperation({ summary: 'The shipments that one may see, newest first' })
  @Get()
  @Allow(...READERS)
  @ApiOkResponse({ type: ShipmentPage })
  list(@CurrentUser() caller: Caller, @Query() filter: ShipmentFilter): Promise<ShipmentPage> {
    return this.queries.list(caller, filter);
  }

  @ApiOperation({ summary: 'One shipment with its lines: announced, weighed, settled' })
  @Get(':id')
  @Allow(...READERS)
  @ApiOkResponse({ type: ShipmentAnswer })
  @ApiProblems('not-found')
  one(@CurrentUser() caller: Caller, @Param() { id }: IdParam): Promise<ShipmentAnswer> {
    return this.queries.one(caller, id);
  }

  @ApiOperation({ summary: 'Edit a planned shipment; its papers until it is received' })
  @Patch(':id')
  @Allow(...OPERATORS)
  @ApiOkResponse({ type: ShipmentAnswer })
  @ApiProblems(...PLANNING, 'shipment-state')
  edit(
    @CurrentUser() caller: Caller,
    @Param() { id }: IdParam,
    @IfMatch() version: number,
    @Body() body: ShipmentEdit,
  ): Promise<ShipmentAnswer> {
    return this.shipments.edit(caller, { id, version }, body);
  }

  @ApiOperation({ summary: 'Cancel a planned shipment' })
  @Post(':id/cancellation')
  @HttpCode(200)
  @Allow(...OPERATORS)
  @ApiOkResponse({ type: ShipmentAnswer })
  @ApiProblems('not-found', 'shipment-state')
  cancel(@CurrentUser() caller: Caller, @Param() { id }: IdParam, @Body() _body: NoFields): Promise<ShipmentAnswer> {
    return this.shipments.cancel(caller, id);
  }
}

@ApiTags('shipments')
@Controller('shipments/:id')
export class ShipmentActsController {
  constructor(
    private readonly dispatching: ShipmentDispatchService,
    private readonly receiving: ShipmentReceiptService,
    private readonly settling: ShipmentSettlementService,
  ) {}

  @ApiOperation({ summary: 'Send a planned shipment on its way' })
  @Post('dispatch')
  @HttpCode(200)
  @Allow(...OPERATORS)
  @ApiOkResponse({ type: ShipmentAnswer })
  @ApiProblems('not-found', 'shipment-state', 'out-of-order', 'exclusivity-breach', 'nothing-left')
  dispatch(
    @CurrentUser() caller: Caller,
    @Param() { id }: IdParam,
    @Body() body: NewDispatch,
  ): Promise<ShipmentAnswer> {
    return this.dispatching.dispatch(caller, id, body);
  }

  @ApiOperation({ summary: 'Confirm what arrived, and refuse a part of it' })
  @Post('receipt')
  @HttpCode(200)
  @Allow(...OPERATORS)
  @ApiOkResponse({ type: ShipmentAnswer })
  @ApiProblems('not-found', 'shipment-state', 'out-of-order')
  receive(@CurrentUser() caller: Caller, @Param() { id }: IdParam, @Body() body: NewReceipt): Promise<ShipmentAnswer> {
    return this.receiving.receive(caller, id, body);
  }

  @ApiOperation({ summary: "Name one side's figures for disputed batches; equal figures of both settle" })
  @Post('settlement')
  @HttpCode(200)
  @Allow(...OPERATORS)
  @ApiOkResponse({ type: ShipmentAnswer })
  @ApiProblems('not-found', 'shipment-state', 'settlement-below-drawn')
  settle(
    @CurrentUser() caller: Caller,
    @Param() { id }: IdParam,
    @Body() body: NewSettlement,
  ): Promise<ShipmentAnswer> {
    return this.settling.settle(caller, id, body);
  }
}
