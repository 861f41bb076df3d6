'use strict';

/** With drafts and translations: an entry is up to two rows for each language. */
module.exports = {
  kind: 'collectionType',
  collectionName: 'notices',
  info: { singularName: 'notice', pluralName: 'notices', displayName: 'Notice' },
  options: { draftAndPublish: true },
  pluginOptions: { i18n: { localized: true } },
  attributes: {
    title: { type: 'string', pluginOptions: { i18n: { localized: true } } },
    state: {
      type: 'enumeration',
      enum: ['new', 'open', 'done'],
      pluginOptions: { i18n: { localized: false } },
    },
    level: { type: 'integer', pluginOptions: { i18n: { localized: false } } },
  },
};
