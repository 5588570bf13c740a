/** The two sizes that every screen has to hold: an office's screen and a tablet on the shop floor. */
export const SIZES = { desktop: { width: 1280, height: 800 }, tablet: { width: 800, height: 1280 } } as const;
export type Size = keyof typeof SIZES;
