/** The provider of the frozen configuration. */
export const CONFIG = Symbol('loopbook:config');
