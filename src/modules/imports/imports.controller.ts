import { Body, Controller, Get, Header, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiAcceptedResponse, ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  Allow,
  ApiProblems,
  CurrentUser,
  IdParam,
  NoFields,
  SentFile,
  UPLOAD_TYPES,
  type Caller,
  type UploadedFile,
} from '../../common/index.js';
import {
  FileMapping,
  ImportAnswer,
  ImportFilter,
  ImportPage,
  ImportStarted,
  NewBooking,
  NewImport,
} from './import.dto.js';
import { IMPORT_KINDS, type ImportKind } from '../../domain/files/kinds.js';
import { ImportsQueries } from './imports.queries.js';
import { ImportsService } from './imports.service.js';

const WRITERS = ['admin', 'plant-operator', 'recycler-operator'] as const;
const OWN_READERS = [...WRITERS, 'sustainability'] as const;
const CSV = { content: { 'text/csv': { schema: { type: 'string' } } } } as const;

@ApiTags('imports')
@Controller('imports')
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly queries: ImportsQueries,
  ) {}

  @ApiOperation({
    summary: 'Send a file of which each row stands for one single call',
    description:
      'At most 50 MB and 250,000 rows. It is looked at when its mapping is known; nothing is booked before that is asked for.',
  })
  @Post()
  @HttpCode(202)
  @Allow(...WRITERS)
  @ApiConsumes(...Object.keys(UPLOAD_TYPES))
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiAcceptedResponse({ type: ImportStarted })
  @ApiProblems('not-found')
  send(
    @CurrentUser() caller: Caller,
    @Query() query: NewImport,
    @SentFile() file: UploadedFile,
  ): Promise<ImportStarted> {
    return this.imports.send(caller, query, file);
  }

  @ApiOperation({ summary: 'The imports of the own party, newest first' })
  @Get()
  @Allow(...OWN_READERS)
  @ApiOkResponse({ type: ImportPage })
  @ApiProblems('not-found')
  list(@CurrentUser() caller: Caller, @Query() filter: ImportFilter): Promise<ImportPage> {
    return this.queries.list(caller, filter);
  }

  @ApiOperation({ summary: 'The columns of a kind of file, with their units, as CSV' })
  // One address a kind: `templates/{kind}` could be taken for an import's.
  @Get(IMPORT_KINDS.map((kind) => `templates/${kind}`))
  @Allow(...OWN_READERS)
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @ApiOkResponse(CSV)
  @ApiProblems('not-found')
  template(@Req() { routeOptions }: FastifyRequest): string {
    return this.queries.template(kindAt(routeOptions.url ?? ''));
  }

  @ApiOperation({ summary: 'One import: how far it is, and the first hundred faults' })
  @Get(':id')
  @Allow(...OWN_READERS)
  @ApiOkResponse({ type: ImportAnswer })
  @ApiProblems('not-found')
  one(@CurrentUser() caller: Caller, @Param() { id }: IdParam): Promise<ImportAnswer> {
    return this.queries.one(caller, id);
  }

  @ApiOperation({ summary: 'Everything that is wrong with a file, as CSV' })
  @Get(':id/faults')
  @Allow(...OWN_READERS)
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @ApiOkResponse(CSV)
  @ApiProblems('not-found')
  faults(@CurrentUser() caller: Caller, @Param() { id }: IdParam): Promise<string> {
    return this.queries.faults(caller, id);
  }

  @ApiOperation({ summary: 'Say how a file is read; it is looked at (again)' })
  @Put(':id/mapping')
  @HttpCode(202)
  @Allow(...WRITERS)
  @ApiAcceptedResponse({ type: ImportStarted })
  @ApiProblems('not-found', 'import-state')
  map(@CurrentUser() caller: Caller, @Param() { id }: IdParam, @Body() body: FileMapping): Promise<ImportStarted> {
    return this.imports.map(caller, id, body);
  }

  @ApiOperation({ summary: 'Book the rows of a file that was looked at' })
  @Post(':id/booking')
  @HttpCode(202)
  @Allow(...WRITERS)
  @ApiAcceptedResponse({ type: ImportStarted })
  @ApiProblems('not-found', 'import-state', 'rows-wrong')
  book(@CurrentUser() caller: Caller, @Param() { id }: IdParam, @Body() body: NewBooking): Promise<ImportStarted> {
    return this.imports.book(caller, id, body);
  }

  @ApiOperation({ summary: 'Stop an import after the unit under way; what is booked by then stays' })
  @Post(':id/cancellation')
  @HttpCode(202)
  @Allow(...WRITERS)
  @ApiAcceptedResponse({ type: ImportStarted })
  @ApiProblems('not-found', 'import-state')
  cancel(@CurrentUser() caller: Caller, @Param() { id }: IdParam, @Body() _: NoFields): Promise<ImportStarted> {
    return this.imports.cancel(caller, id);
  }
}

/** The kind of file that an address is about. */
function kindAt(url: string): ImportKind {
  const kind = IMPORT_KINDS.find((one) => url.endsWith(`/${one}`));
  if (!kind) throw new Error(`There is no template at ${url}.`);
  return kind;
}
