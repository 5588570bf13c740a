const TABS = ['me', 'tokens', 'party', 'people'] as const;
export type SettingsTab = (typeof TABS)[number];

/** Which part of the settings is open. */
export function settingsSearch({ tab }: Record<string, unknown>): { readonly tab?: SettingsTab | undefined } {
  return { tab: TABS.find((one) => one === tab) };
}
