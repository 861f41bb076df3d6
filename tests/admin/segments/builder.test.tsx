import { act, screen, waitFor, within } from '@testing-library/react';
import type { SegmentNode } from '../../../server/src/contracts/segments';
import { segment } from '../../unit/admin/segments/builders';
import { refuse } from '../../support/render-admin';
import { ask, choose, openSegment, option, retype, rowAt, rows, takeFirst } from './stage';
import { notices } from '../../support/strapi-admin';
import { showOn } from '../../support/show-on';
import { en } from '../../support/words';

showOn('wide');

const tags = (...include: string[]): SegmentNode => ({
  kind: 'people',
  not: false,
  filter: { tags: { include, exclude: [] } },
});

afterEach(() => jest.restoreAllMocks());

describe('the builder of a segment', () => {
  it('[P-13] [P-17] makes a tree by mouse: conditions, a group inside, people left out; and saves it', async () => {
    const { person, counted, saved, router } = await openSegment();
    await person.type(await screen.findByTestId('segment-name'), 'Cart, not bought');
    await ask(person, 0, 'Tags');
    await choose(person, 0, 'vip');
    await choose(person, 0, 'regular');
    await person.click(screen.getByRole('button', { name: en('segments.add.group') }));
    const inside = () => within(screen.getByTestId('segment-group'));
    await ask(person, 1, 'Order');
    await retype(person, 1, { label: en('segments.count'), value: '2' });
    await person.click(inside().getByRole('button', { name: en('segments.add.condition') }));
    await ask(person, 2, en('segments.field.engagement'));
    const outer = screen.getAllByRole('button', { name: en('segments.add.exclude') }).at(-1);
    if (outer) await person.click(outer);
    await ask(person, 3, 'Last message from contact');
    await retype(person, 3, { label: 'Duration', value: '24' });
    await choose(person, 3, 'hours', 'Hours or days');
    const nodes: SegmentNode[] = [
      tags('vip', 'regular'),
      {
        kind: 'group',
        not: false,
        match: 'any',
        nodes: [
          {
            kind: 'records',
            not: false,
            type: 'api::order.order',
            atLeast: 2,
            within: { amount: 30, unit: 'days' },
          },
          { kind: 'engagement', not: false, levels: ['high'] },
        ],
      },
      {
        kind: 'time',
        not: true,
        fact: 'last-inbound',
        operator: 'within',
        ago: { amount: 24, unit: 'hours' },
      },
    ];
    const sentence =
      'Contacts who match: Tags: vip or regular and (Order: at least 2 in the last 30 days or ' +
      `${en('segments.field.engagement')}: high (10 or more messages in 30 days)) ` +
      'and not (Last message from contact: in the last 24 hours).';
    await waitFor(() => expect(screen.getByTestId('segment-sentence').textContent).toBe(sentence));
    expect(screen.getByTestId('segment-sentence').getAttribute('aria-live')).toBe('polite');
    await waitFor(() => expect(counted()?.nodes).toEqual(nodes));
    await person.click(screen.getByTestId('save-segment'));
    await waitFor(() => expect(router.state.location.pathname).toMatch(/segments\/12$/));
    expect(saved()).toEqual({
      name: 'Cart, not bought',
      description: null,
      tree: { kind: 'group', not: false, match: 'all', nodes },
      templateIds: [],
    });
  });

  it('is used by keyboard alone: fields by typing, ↑ ↓ from line to line, Alt+↑ ↓ moves one into a group', async () => {
    const { person, counted } = await openSegment();
    await person.click(await screen.findByLabelText(en('people.condition.field')));
    await person.keyboard('tag');
    await option('Groups');
    expect([...document.querySelectorAll('[role="option"]')].map((one) => one.textContent)).toEqual(
      ['Tags', 'Groups']
    );
    await takeFirst(person);
    await person.click(await rowAt(0).findByLabelText(en('people.condition.value')));
    await person.keyboard('vip');
    await takeFirst(person);
    await rowAt(0).findByText('vip');
    act(() => screen.getByText(en('segments.add.group')).closest('button')?.focus());
    await person.keyboard('{Enter}');
    // The field of the new line is where the hands are.
    expect(document.activeElement).toBe(rowAt(1).getByLabelText(en('people.condition.field')));
    act(() => rows()[1]?.focus());
    await person.keyboard('{ArrowUp}');
    expect(document.activeElement).toBe(screen.getByTestId('segment-group'));
    await person.keyboard('{ArrowUp}');
    expect(document.activeElement).toBe(rows()[0]);
    await person.keyboard('{Alt>}{ArrowDown}{/Alt}');
    await waitFor(() =>
      expect(counted()?.nodes).toEqual([
        { kind: 'group', not: false, match: 'any', nodes: [tags('vip')] },
      ])
    );
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Tags: vip');
    expect(within(screen.getByTestId('segment-group')).getAllByTestId('segment-row')).toHaveLength(
      2
    );
    // From inside a field ↑ and ↓ are the field's own; with Alt they move the line.
    act(() => rowAt(0).getByLabelText(en('people.condition.field')).focus());
    await person.keyboard('{Alt>}{ArrowUp}{/Alt}');
    await waitFor(() => expect(counted()?.nodes).toEqual([tags('vip')]));
  });

  it('says at each line whether it includes or excludes, turns it around, and all into any', async () => {
    const { person, counted } = await openSegment({ id: 4 });
    await screen.findByTestId('segment-builder');
    const turn = (at: number) => rowAt(at).getByTestId('include-exclude');
    expect([turn(0), turn(1)].map((one) => one.textContent)).toEqual(['Included', 'Excluded']);
    await person.click(turn(0));
    expect(turn(0).textContent).toBe('Excluded');
    expect(rowAt(1).getByTestId('joint').textContent).toBe('and');
    await person.click(screen.getByLabelText(en('segments.match')));
    await person.click(await option('any of these'));
    expect(rowAt(1).getByTestId('joint').textContent).toBe('or');
    await waitFor(() =>
      expect(counted()).toMatchObject({ match: 'any', nodes: [{ not: true }, { not: true }] })
    );
  });

  it('nests at most three deep', async () => {
    const { person } = await openSegment();
    await screen.findByTestId('segment-builder');
    const inner = () => within(screen.getAllByTestId('segment-group').at(-1) as HTMLElement);
    await person.click(screen.getByRole('button', { name: en('segments.add.group') }));
    await person.click(inner().getByRole('button', { name: en('segments.add.group') }));
    expect(inner().getByRole('button', { name: en('segments.add.condition') })).toBeTruthy();
    expect(inner().queryByRole('button', { name: en('segments.add.group') })).toBeNull();
  });

  it('asks of messages how many, since when, which and what they say', async () => {
    const { person, counted } = await openSegment();
    await screen.findByTestId('segment-builder');
    await ask(person, 0, 'Messages from contact');
    await choose(person, 0, 'at most', 'Comparison');
    await choose(person, 0, 'at any time', 'Hours or days');
    await choose(person, 0, 'Photo', 'Only messages of these types');
    await person.type(rowAt(0).getByLabelText(en('segments.text')), 'cup');
    await waitFor(() =>
      expect(counted()?.nodes).toEqual([
        { kind: 'messages', not: false, direction: 'in', atMost: 1, types: ['image'], text: 'cup' },
      ])
    );
  });

  it('asks of a campaign by its name, of fields and of linked records by theirs', async () => {
    const { person, counted } = await openSegment();
    await screen.findByTestId('segment-builder');
    await ask(person, 0, 'Campaign');
    await choose(person, 0, 'Spring sale', 'Campaign');
    await choose(person, 0, 'sent but not read', 'Comparison');
    await person.click(screen.getByRole('button', { name: en('segments.add.condition') }));
    await ask(person, 1, 'Order › State');
    await choose(person, 1, 'paid');
    await waitFor(() =>
      expect(counted()?.nodes).toEqual([
        {
          kind: 'campaign',
          not: false,
          campaignId: 5,
          outcome: 'not-read',
          within: { amount: 30, unit: 'days' },
        },
        {
          kind: 'people',
          not: false,
          filter: {
            fields: [
              {
                on: 'record',
                type: 'api::order.order',
                key: 'state',
                operator: 'is',
                value: 'paid',
                exclude: false,
              },
            ],
          },
        },
      ])
    );
    expect(screen.getByTestId('segment-sentence').textContent).toContain(
      'Campaign: Spring sale, sent but not read in the last 30 days'
    );
  });

  it('is not saved before each condition is complete and the segment has a name; the fields say what is missing', async () => {
    const { person, saved } = await openSegment();
    await screen.findByTestId('segment-builder');
    await ask(person, 0, 'Tags');
    await person.click(screen.getByRole('button', { name: en('segments.add.condition') }));
    expect(rowAt(0).queryByRole('alert')).toBeNull();
    await person.click(screen.getByTestId('save-segment'));
    expect(rowAt(0).getByRole('alert').textContent).toBe(en('segments.problem.value'));
    expect(rowAt(1).getByRole('alert').textContent).toBe(en('segments.problem.field'));
    expect(screen.getByText(en('contacts.group.nameMissing'))).toBeTruthy();
    await person.click(
      rowAt(1).getByRole('button', { name: en('segments.row.remove', { name: 'New condition' }) })
    );
    await person.click(rowAt(0).getByRole('button', { name: /^Remove condition/ }));
    expect(screen.getByText(en('segments.problem.empty'))).toBeTruthy();
    await person.type(screen.getByTestId('segment-name'), 'All');
    await person.click(screen.getByTestId('save-segment'));
    expect(notices.at(-1)?.message).toBe(en('segments.problem.some'));
    expect(saved()).toBeUndefined();
  });

  it('[P-13] says at the line that names a segment that it would contain itself, and at the name that it is taken', async () => {
    const answers = [
      refuse(400, { kind: 'segment-circle', field: 'tree' }),
      refuse(409, { kind: 'name-taken', field: 'name' }),
    ];
    const { person } = await openSegment({
      id: 4,
      more: { 'PUT /whatsapp/segments/4': () => answers.shift() ?? segment() },
    });
    await screen.findByTestId('segment-builder');
    await person.click(screen.getByRole('button', { name: en('segments.add.condition') }));
    await ask(person, 2, 'Segments');
    await choose(person, 2, 'Regulars');
    await person.click(screen.getByTestId('save-segment'));
    expect((await rowAt(2).findByRole('alert')).textContent).toMatch(/cannot contain itself/);
    expect(rowAt(0).queryByRole('alert')).toBeNull();
    await person.click(screen.getByTestId('save-segment'));
    await screen.findByText(en('error.name-taken'));
    expect(rowAt(2).queryByRole('alert')).toBeNull();
  });

  it('[P-18] asks who clicked: which link, by its words, how lately', async () => {
    const { person, counted } = await openSegment();
    await screen.findByTestId('segment-name');
    await ask(person, 0, 'Link clicks');
    await choose(person, 0, 'Autumn page', 'Link clicks');
    await person.type(rowAt(0).getByLabelText(en('segments.link.text')), 'sale');
    await waitFor(() =>
      expect(counted()?.nodes).toEqual([
        {
          kind: 'clicked',
          not: false,
          linkId: 8,
          text: 'sale',
          within: { amount: 30, unit: 'days' },
        },
      ])
    );
  });
});
