'use strict';

module.exports = {
  kind: 'collectionType',
  collectionName: 'orders',
  info: { singularName: 'order', pluralName: 'orders', displayName: 'Order' },
  options: { draftAndPublish: false },
  attributes: {
    number: { type: 'string' },
    customer: {
      type: 'relation',
      relation: 'manyToOne',
      target: 'api::customer.customer',
      inversedBy: 'orders',
    },
    products: { type: 'relation', relation: 'manyToMany', target: 'api::product.product' },
    total: { type: 'decimal' },
    state: { type: 'enumeration', enum: ['new', 'paid', 'sent'] },
    dueOn: { type: 'date' },
    placedAt: { type: 'datetime' },
  },
};
