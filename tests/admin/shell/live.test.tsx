import { act, screen, waitFor } from '@testing-library/react';
import { LiveConnection } from '../../../admin/src/shared/live/LiveConnection';
import { setLiveStatus } from '../../../admin/src/shared/live/live-store';
import { LiveDot } from '../../../admin/src/shared/LiveDot';
import { refuse, renderAdmin } from '../../support/render-admin';
import { session } from '../../support/strapi-admin';

const WORDS = {
  en: { crowded: /too many tabs open/, forbidden: /^Live updates have stopped\. Reload/ },
  tr: { crowded: /çok fazla sekmeniz açık/, forbidden: /^Canlı güncellemeler durdu\./ },
};

describe('whether what is on screen is live', () => {
  afterEach(() => {
    act(() => setLiveStatus('connecting'));
    session.token = null;
  });

  it.each([
    ['en', 'crowded'],
    ['en', 'forbidden'],
    ['tr', 'crowded'],
    ['tr', 'forbidden'],
  ] as const)('is said in a sentence that is read out, in %s: %s', async (locale, status) => {
    await renderAdmin(<LiveDot isBrief />, { locale });
    act(() => setLiveStatus(status));
    const sentence = await screen.findByText(WORDS[locale][status]);
    expect(sentence.closest('[role="status"]')).not.toBeNull();
    act(() => setLiveStatus('live'));
    expect(screen.queryByText(WORDS[locale][status])).toBeNull();
  });

  it('stops asking for the stream once it is refused for good', async () => {
    session.token = 'mine';
    const asked = () => calls.filter(({ path }) => path === '/whatsapp/stream').length;
    const { calls } = await renderAdmin(
      <>
        <LiveConnection />
        <LiveDot />
      </>,
      { routes: { 'GET /whatsapp/stream': () => refuse(403, { kind: 'forbidden' }) } }
    );
    await waitFor(() => {
      act(() => void window.dispatchEvent(new Event('online')));
      expect(screen.getByText(WORDS.en.forbidden)).toBeTruthy();
    });
    expect(asked()).toBe(4);
    act(() => void window.dispatchEvent(new Event('online')));
    expect(asked()).toBe(4);
  });
});
