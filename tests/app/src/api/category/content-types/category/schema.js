'use strict';

/** With drafts, related from a type without: both of its rows hang on the relation. */
module.exports = {
  kind: 'collectionType',
  collectionName: 'categories',
  info: { singularName: 'category', pluralName: 'categories', displayName: 'Category' },
  options: { draftAndPublish: true },
  attributes: {
    name: { type: 'string' },
    margin: { type: 'decimal', private: true },
  },
};
