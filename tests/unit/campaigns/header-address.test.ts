import type { Core } from '@strapi/strapi';
import { addressFault, type Answer } from '../../../server/src/campaigns/domain/header-address';
import { addressProblems } from '../../../server/src/campaigns/header-address';
import type { CampaignRow } from '../../../server/src/campaigns/tables';
import type { TemplateRow } from '../../../server/src/templates/public';

const file = (part: Partial<Extract<Answer, { status: number }>> = {}): Answer => ({
  ...{ status: 200, type: 'image/jpeg', bytes: 1000 },
  ...part,
});

describe('a picture, video or document given by its address', () => {
  it.each([
    ['image', file(), null],
    ['image', file({ type: 'image/png; charset=binary', bytes: null }), null],
    ['video', file({ type: 'video/mp4' }), null],
    ['document', file({ type: 'application/pdf' }), null],
    ['image', file({ status: 404 }), 'address-gone'],
    ['image', { status: null, error: 'no-answer' }, 'address-unchecked'],
    ['image', { status: null, error: 'address-refused' }, 'address-closed'],
    ['image', file({ type: 'text/html' }), 'address-type'],
    ['video', file(), 'address-type'],
    ['image', file({ bytes: 6 * 1024 * 1024 }), 'address-size'],
    ['image', file({ status: 302 }), 'address-unchecked'],
    ['image', file({ status: 403 }), 'address-unchecked'],
    ['image', file({ type: 'application/octet-stream' }), 'address-unchecked'],
  ] as const)('[M-06] as %s of %j is judged %s', (kind, answer, fault) => {
    expect(addressFault(kind, answer)).toBe(fault);
  });
});

describe('the check of a campaign', () => {
  const slots = [
    { key: 'header', kind: 'image' },
    { key: 'body.1', kind: 'text' },
  ];
  const url = 'https://shop.example/a.jpg';
  const checked = (answer: Answer, header: object) => {
    const looked: string[] = [];
    const services: Record<string, unknown> = {
      templates: { shape: () => ({ slots }) },
      outbound: { look: (asked: string) => (looked.push(asked), Promise.resolve(answer)) },
    };
    const strapi = { plugin: () => ({ service: (name: string) => services[name] }) };
    const text = { source: { kind: 'text', text: 'https://not.asked' }, fallback: null };
    const campaign = { bindings: { header: { source: header, fallback: null }, 'body.1': text } };
    const problems = addressProblems(
      strapi as unknown as Core.Strapi,
      campaign as unknown as CampaignRow,
      {} as TemplateRow
    );
    return problems.then((found) => ({ found, looked }));
  };

  it('[M-06] hinders the start where the address of a picture leads nowhere', async () => {
    const { found, looked } = await checked(file({ status: 404 }), { kind: 'text', text: url });
    expect(looked).toEqual([url]);
    expect(found).toEqual([
      { kind: 'address-gone', blocking: true, field: 'bindings', detail: url },
    ]);
  });

  it('[M-06] only warns where it could not look, and looks at no file of the library', async () => {
    const shut = await checked(file({ status: 403 }), { kind: 'text', text: url });
    expect(shut.found).toMatchObject([{ kind: 'address-unchecked', blocking: false }]);
    const library = await checked(file(), { kind: 'media', fileId: 1 });
    expect(library).toEqual({ found: [], looked: [] });
  });
});
