// As a module does that was written as one.
import { request } from 'node:https';

export const begin = (url, options) => (done) => request(url, options, done);
