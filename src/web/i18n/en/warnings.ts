/** The service and the science say in English what looks odd about a batch; other languages say it by the code. */
export const warnings: Readonly<Record<string, string>> = {};
