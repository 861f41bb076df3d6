'use strict';

/*
 * What a test gets for `@strapi/strapi/admin`: the package, with a person who is signed in. The getters are copied and
 * not their values, so that only what a test uses is loaded.
 */
const strapi = require('./strapi-package.cjs');
const { signedIn } = require('../strapi-admin');

for (const source of [strapi, signedIn]) {
  Object.defineProperties(exports, Object.getOwnPropertyDescriptors(source));
}
