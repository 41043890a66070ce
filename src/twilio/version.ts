/**
 * Names the deployed build. The build puts the hash of all built Functions in place of this text, so that the same content
 * has the same version wherever it was built.
 */
export const VERSION = 'version-of-this-build';
