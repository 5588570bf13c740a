import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiProblems, CurrentUser, IdParam, PageQuery, type Caller } from '../../common/index.js';
import { InvitationAnswer, InvitationPage, InvitationParams, NewInvitation } from './invitation.dto.js';
import { InvitationsService } from './invitations.service.js';

@ApiTags('agreements')
@Controller('agreements/:id/invitations')
export class InvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  @ApiOperation({
    summary: 'Let an auditor read the agreement as the own party sees it, until a day',
    description: 'Replaces an earlier invitation of the same person by the own party.',
  })
  @Post()
  @Allow('admin')
  @ApiCreatedResponse({ type: InvitationAnswer })
  @ApiProblems('not-found')
  invite(
    @CurrentUser() caller: Caller,
    @Param() { id }: IdParam,
    @Body() body: NewInvitation,
  ): Promise<InvitationAnswer> {
    return this.invitations.invite(caller, id, body);
  }

  @ApiOperation({ summary: 'The invitations to the agreement by the own party' })
  @Get()
  @Allow('admin', 'plant-operator', 'recycler-operator', 'sustainability')
  @ApiOkResponse({ type: InvitationPage })
  @ApiProblems('not-found')
  list(@CurrentUser() caller: Caller, @Param() { id }: IdParam, @Query() page: PageQuery): Promise<InvitationPage> {
    return this.invitations.list(caller, id, page);
  }

  @ApiOperation({ summary: 'One invitation by the own party' })
  @Get(':invitationId')
  @Allow('admin', 'plant-operator', 'recycler-operator', 'sustainability')
  @ApiOkResponse({ type: InvitationAnswer })
  @ApiProblems('not-found')
  one(@CurrentUser() caller: Caller, @Param() { id, invitationId }: InvitationParams): Promise<InvitationAnswer> {
    return this.invitations.one(caller, id, invitationId);
  }

  @ApiOperation({ summary: 'Revoke an invitation, at once. Invitations are never edited, so no `If-Match` is needed' })
  @Delete(':invitationId')
  @HttpCode(204)
  @Allow('admin')
  @ApiNoContentResponse()
  @ApiProblems('not-found')
  revoke(@CurrentUser() caller: Caller, @Param() { id, invitationId }: InvitationParams): Promise<void> {
    return this.invitations.revoke(caller, id, invitationId);
  }
}
