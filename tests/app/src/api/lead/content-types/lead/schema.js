'use strict';

/** The plugin's custom field exists only while it is there: some suites boot without it. */
const withPlugin = (attributes) => (process.env.TEST_PLUGIN === 'false' ? {} : attributes);

module.exports = {
  kind: 'collectionType',
  collectionName: 'leads',
  info: { singularName: 'lead', pluralName: 'leads', displayName: 'Lead' },
  options: { draftAndPublish: false },
  /** Asked at each start: one process starts with and without the plugin. */
  get attributes() {
    return {
      title: { type: 'string', required: true },
      phone: { type: 'string' },
      ...withPlugin({ direct: { type: 'customField', customField: 'plugin::whatsapp.phone' } }),
      email: { type: 'email' },
      stage: { type: 'enumeration', enum: ['new', 'won', 'lost'], default: 'new' },
    };
  },
};
