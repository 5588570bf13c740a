/** The folder of the project: as many steps up from here as from where the build puts this. */
export const ROOT = new URL('../../', import.meta.url);
