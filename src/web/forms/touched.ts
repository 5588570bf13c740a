/** What somebody has typed over what was there: it outlasts what others have changed beside it. */
export function touched<Values extends object>(before: Values, now: Values): Partial<Values> {
  const same = (name: string) =>
    JSON.stringify(now[name as keyof Values]) === JSON.stringify(before[name as keyof Values]);
  return Object.fromEntries(Object.entries(now).filter(([name]) => !same(name))) as Partial<Values>;
}

/** What others have saved meanwhile, with what somebody has typed over what was there before. */
export function caughtUp<Values extends object>(before: Values, theirs: Values, typed: Values): Values {
  return { ...theirs, ...touched(before, typed) };
}
