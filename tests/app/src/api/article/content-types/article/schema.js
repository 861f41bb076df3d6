'use strict';

/** With drafts: what is published and what is being written differ. */
module.exports = {
  kind: 'collectionType',
  collectionName: 'articles',
  info: { singularName: 'article', pluralName: 'articles', displayName: 'Article' },
  options: { draftAndPublish: true },
  attributes: {
    author: { type: 'string' },
    phone: { type: 'string' },
  },
};
