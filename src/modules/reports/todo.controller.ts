import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiProblems, CurrentUser, READERS, type Caller } from '../../common/index.js';
import { TodoPage } from './todo.dto.js';
import { TodoQueries } from './todo.queries.js';

@ApiTags('reports')
@Controller('todo')
export class TodoController {
  constructor(private readonly queries: TodoQueries) {}

  @ApiOperation({ summary: "What waits for the caller's party, by role: oldest first, at most 200, in one answer" })
  @Get()
  @Allow(...READERS)
  @ApiOkResponse({ type: TodoPage })
  @ApiProblems('mass-too-large')
  list(@CurrentUser() caller: Caller): Promise<TodoPage> {
    return this.queries.list(caller);
  }
}
