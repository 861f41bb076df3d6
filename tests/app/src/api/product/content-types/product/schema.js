'use strict';

module.exports = {
  kind: 'collectionType',
  collectionName: 'products',
  info: { singularName: 'product', pluralName: 'products', displayName: 'Product' },
  options: { draftAndPublish: false },
  attributes: {
    title: { type: 'string' },
    price: { type: 'decimal' },
    category: { type: 'relation', relation: 'manyToOne', target: 'api::category.category' },
    /** A component: a thing of the product's own, kept in a table of its own. */
    maker: { type: 'component', component: 'host.maker' },
  },
};
