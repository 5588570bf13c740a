import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiProblems, CurrentUser, READERS, UPLOAD_TYPES, type Caller } from '../../common/index.js';
import { ExportQuery, type ExportFormat } from './export.dto.js';
import { ExportsQueries } from './exports.queries.js';

const TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

@ApiTags('exports')
@Controller('exports')
export class ExportsController {
  constructor(private readonly exports: ExportsQueries) {}

  @ApiOperation({
    summary:
      'A list that one may see, with the columns that an import of its kind reads; shipments and runs with their own',
  })
  @Get()
  @Allow(...READERS)
  @ApiOkResponse({
    content: Object.fromEntries(
      Object.keys(UPLOAD_TYPES).map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
    ),
  })
  @ApiProblems('not-found')
  async list(@CurrentUser() caller: Caller, @Query() query: ExportQuery): Promise<StreamableFile> {
    return fileOf(await this.exports.file(caller, query), `${query.kind}.${query.format ?? 'csv'}`);
  }
}

function fileOf(content: Awaited<ReturnType<ExportsQueries['file']>>, name: string): StreamableFile {
  const type = TYPES[name.endsWith('.xlsx') ? 'xlsx' : 'csv'];
  return new StreamableFile(content, { type, disposition: `attachment; filename="${name}"` });
}
