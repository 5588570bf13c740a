/** The time zones that this device knows, and the one that it lists nowhere. */
export function timeZones(): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])];
}
