import type { ContactRow } from '../../../server/src/contacts/public';
import {
  linksOfText,
  textRenderer,
  unknownVariables,
} from '../../../server/src/sending/text-message';

const person = { name: 'Ayşe Kaya' } as ContactRow;

describe('tracked links in an ordinary message', () => {
  it('[P-18] stand as the contact’s own way to them', () => {
    const links = {
      7: { link: 'https://cms.example/api/whatsapp/l/7.1.2.seal', code: '7.1.2.seal' },
    };
    const result = textRenderer('Hi {{first_name}}: {{link_7}}')(person, {}, { links });
    expect(result.ok && result.rendered.body.text).toBe(
      'Hi Ayşe: https://cms.example/api/whatsapp/l/7.1.2.seal'
    );
  });

  it('[P-18] keep the message back where the link is not there, never send a blank', () => {
    const result = textRenderer('See {{link_7}}')(person, {}, { links: {} });
    expect(!result.ok && result.refusal.details).toMatchObject({ missing: ['link_7'] });
  });

  it('are known by their number, and nothing else is', () => {
    expect(linksOfText('{{link_7}} {{link_0}} {{first_name|you}} {{link_9999999999}}')).toEqual({
      link_7: { source: { kind: 'link', linkId: 7, field: 'link' }, fallback: null },
    });
    expect(unknownVariables('{{link_7}} {{link_0}} {{link_x}} {{name}}')).toEqual([
      'link_0',
      'link_x',
    ]);
  });
});
