import { faultAt, type RefusalCode } from './errors.js';
import { ApiResponse } from '@nestjs/swagger';
import { Problem, problem, statusOf } from './problem.js';

const DOCUMENTED = 'loopbook:documented-problems';

/**
 * Documents what an operation may refuse, by the codes of the problems, each with its status and an example. May be
 * used several times on one operation. What every operation may answer is added to the whole document at once.
 */
export function ApiProblems(...codes: readonly RefusalCode[]): MethodDecorator {
  return (target, key, descriptor) => {
    const handler = descriptor.value as object;
    const documented = (Reflect.getMetadata(DOCUMENTED, handler) ?? []) as readonly RefusalCode[];
    const fresh = codes.filter((code) => !documented.includes(code));
    Reflect.defineMetadata(DOCUMENTED, [...documented, ...fresh], handler);
    for (const code of fresh) ApiResponse(problemResponse(code))(target, key, descriptor);
    return descriptor;
  };
}

/** The OpenAPI response of a problem; the document's media type becomes `application/problem+json` at its end. */
function problemResponse(code: RefusalCode) {
  const value = problem(code, 'Says in words what is wrong.', exampleMore(code));
  return {
    status: statusOf(code),
    type: Problem,
    description: `\`${code}\``,
    examples: { [code]: { summary: value.title, value } },
  };
}

export function exampleMore(code: RefusalCode): Pick<Problem, 'errors'> {
  return code === 'invalid-input' ? { errors: [faultAt('/name', 'blank')] } : {};
}
