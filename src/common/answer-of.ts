import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';

type Fields<Answer> = { readonly [Name in keyof Answer]-?: ApiPropertyOptions };

/**
 * The class of an answer whose type stands in the domain, to be extended by a class that names it in the OpenAPI document: a
 * field that is forgotten here, or that the domain no longer has, does not compile.
 */
export function AnswerOf<Answer extends object>(fields: Fields<Answer>): new () => Answer {
  class OfDomain {}
  for (const [name, options] of Object.entries<ApiPropertyOptions>(fields)) {
    ApiProperty(options)(OfDomain.prototype, name);
  }
  return OfDomain as new () => Answer;
}

/** The same description for each of several fields. */
export function each<Name extends string>(
  names: readonly Name[],
  options: ApiPropertyOptions,
): Readonly<Record<Name, ApiPropertyOptions>> {
  return Object.fromEntries(names.map((name) => [name, options])) as Record<Name, ApiPropertyOptions>;
}
