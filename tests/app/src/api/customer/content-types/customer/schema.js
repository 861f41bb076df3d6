'use strict';

/** Relations to the plugin's types exist only while it is there: some suites boot without it. */
const withPlugin = (attributes) => (process.env.TEST_PLUGIN === 'false' ? {} : attributes);

module.exports = {
  kind: 'collectionType',
  collectionName: 'customers',
  info: { singularName: 'customer', pluralName: 'customers', displayName: 'Customer' },
  options: { draftAndPublish: false },
  /** Asked at each start: one process starts with and without the plugin. */
  get attributes() {
    return {
      name: { type: 'string' },
      surname: { type: 'string' },
      phone: { type: 'string' },
      email: { type: 'email' },
      language: { type: 'enumeration', enum: ['tr', 'en', 'de'] },
      city: { type: 'string' },
      birthday: { type: 'date' },
      spent: { type: 'decimal' },
      visits: { type: 'integer' },
      vip: { type: 'boolean' },
      tier: { type: 'enumeration', enum: ['standard', 'silver', 'gold'] },
      newsletter: { type: 'boolean' },
      lastVisit: { type: 'datetime' },
      secret: { type: 'password' },
      note: { type: 'text', private: true },
      orders: {
        type: 'relation',
        relation: 'oneToMany',
        target: 'api::order.order',
        mappedBy: 'customer',
      },
      ...withPlugin({
        person: { type: 'relation', relation: 'manyToOne', target: 'plugin::whatsapp.contact' },
        lists: { type: 'relation', relation: 'manyToMany', target: 'plugin::whatsapp.group' },
      }),
    };
  },
};
