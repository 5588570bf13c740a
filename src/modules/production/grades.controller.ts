import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiProblems, CurrentUser, IdParam, PageQuery, READERS, type Caller } from '../../common/index.js';
import { GradeAnswer, GradePage, NewGrade, NewGradeVersion } from './grade.dto.js';
import { GradesService } from './grades.service.js';

@ApiTags('production')
@Controller('grades')
export class GradesController {
  constructor(private readonly grades: GradesService) {}

  @ApiOperation({ summary: 'A magnet grade of the own party, with the first that is said of it' })
  @Post()
  @Allow('admin')
  @ApiCreatedResponse({ type: GradeAnswer })
  @ApiProblems('code-taken', 'element-twice')
  create(@CurrentUser() caller: Caller, @Body() body: NewGrade): Promise<GradeAnswer> {
    return this.grades.create(caller, body);
  }

  @ApiOperation({
    summary: 'What is said of a grade from a day on',
    description: 'Lots that are booked already keep what they were booked by.',
  })
  @Post(':id/versions')
  @Allow('admin')
  @ApiCreatedResponse({ type: GradeAnswer })
  @ApiProblems('not-found', 'element-twice')
  amend(@CurrentUser() caller: Caller, @Param() { id }: IdParam, @Body() body: NewGradeVersion): Promise<GradeAnswer> {
    return this.grades.amend(caller, id, body);
  }

  @ApiOperation({ summary: 'The grades of the own party, newest first; for an auditor those of who invited it' })
  @Get()
  @Allow(...READERS)
  @ApiOkResponse({ type: GradePage })
  list(@CurrentUser() caller: Caller, @Query() page: PageQuery): Promise<GradePage> {
    return this.grades.list(caller, page);
  }

  @ApiOperation({ summary: 'One grade' })
  @Get(':id')
  @Allow(...READERS)
  @ApiOkResponse({ type: GradeAnswer })
  @ApiProblems('not-found')
  one(@CurrentUser() caller: Caller, @Param() { id }: IdParam): Promise<GradeAnswer> {
    return this.grades.one(caller, id);
  }
}
