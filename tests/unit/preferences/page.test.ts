import {
  gonePage,
  preferencePage,
  type PageFacts,
} from '../../../server/src/preferences/domain/page';
import { pageLanguage } from '../../../server/src/kernel/html-page';
import { pageWords } from '../../../server/src/preferences/domain/words';

const NOW = Date.UTC(2026, 10, 20, 12);
const NO_WISHES = { topicsRefused: [], frequency: null, channels: [] };
const page = (part: Partial<PageFacts> = {}) =>
  preferencePage({
    language: 'en',
    nonce: 'n0nce',
    business: 'Defne Ev',
    address: '+905…01',
    state: { ...NO_WISHES, marketing: 'in', utility: 'none', pausedUntil: null },
    topics: [],
    purposes: [],
    agreed: [],
    channels: [],
    ownLanguage: null,
    notice: '',
    now: NOW,
    ...part,
  });

describe('the preference page', () => {
  it('names WhatsApp and the business beside each box, in both languages', () => {
    for (const language of ['en', 'tr'] as const) {
      const html = page({ language });
      const sentences = [...html.matchAll(/<small>([^<]*)<\/small>/g)].map(([, said]) => said);
      expect(sentences).toHaveLength(2);
      for (const said of sentences) {
        expect(said).toContain('Defne Ev');
        expect(said).toContain('WhatsApp');
      }
      expect(html).toContain(`<html lang="${language}">`);
    }
  });

  it('says what is kept of the contact and why', () => {
    expect(page()).toContain('Defne Ev keeps your number, your name and what you wrote');
    expect(page({ language: 'tr' })).toContain('kanıt olarak');
  });

  it('shows what holds now: ticked boxes, and a break with its end', () => {
    const ticked = (html: string) =>
      [...html.matchAll(/name="(\w+)" value="(\w+)" checked/g)].map(
        ([, name, value]) => `${name}=${value}`
      );
    expect(ticked(page())).toEqual(['marketing=on', 'often=any', 'pause=none']);
    const paused = page({
      state: { ...NO_WISHES, marketing: 'out', utility: 'in', pausedUntil: NOW + 86_400_000 },
    });
    expect(ticked(paused)).toEqual(['utility=on', 'often=any', 'pause=keep']);
    expect(paused).toContain(
      'Keep the break until 21 November 2026'.replace('21 November', 'November 21,')
    );
    const over = page({
      state: { ...NO_WISHES, marketing: 'in', utility: 'in', pausedUntil: NOW - 1 },
    });
    expect(ticked(over)).toEqual(['marketing=on', 'utility=on', 'often=any', 'pause=none']);
  });

  it('[O-27] [O-28] shows the kinds under their category, ticked unless refused, and how often', () => {
    const topics = [
      { key: 'news', category: 'marketing' as const, tr: 'Bülten', en: 'News <b>' },
      { key: 'orders', category: 'utility' as const, tr: 'Siparişler', en: 'Orders' },
    ];
    const state = { marketing: 'in' as const, utility: 'in' as const, pausedUntil: null };
    const html = page({
      topics,
      state: { ...state, topicsRefused: ['news'], frequency: 'monthly', channels: [] },
    });
    expect(html).toContain('name="topic" value="news"><span>News &lt;b&gt;</span>');
    expect(html).toContain('name="topic" value="orders" checked');
    expect(html.indexOf('name="utility"')).toBeGreaterThan(html.indexOf('value="news"'));
    expect([...html.matchAll(/name="offered" value="(\w+)"/g)].map(([, key]) => key)).toEqual([
      'news',
      'orders',
    ]);
    expect(html).toContain('name="often" value="monthly" checked');
  });

  it('asks for the language, and keeps one that it does not know', () => {
    expect(page({ ownLanguage: 'tr' })).toContain('<option value="tr" lang="tr" selected>');
    expect(page({ ownLanguage: 'tr' })).not.toContain('value="keep" selected');
    expect(page({ ownLanguage: 'de' })).toContain('<option value="keep" selected>');
  });

  it('[X-07] shows the owner’s notice in its lines', () => {
    expect(page({ notice: 'One <i>\n\nTwo' })).toContain('<p>One &lt;i&gt;</p><p>Two</p>');
  });

  it('writes a name with angle brackets as text', () => {
    const html = page({ business: '<script>alert("1")</script>', address: `'"&` });
    expect(html).not.toContain('<script');
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(html).toContain('&#39;&quot;&amp;');
  });

  it('runs nothing and loads nothing', () => {
    expect(page()).not.toMatch(/<script|<img|<link|\son\w+=|https?:/);
  });

  it('tells what the last press did, and shows no one’s choices behind a bad link', () => {
    expect(page({ told: 'saved' })).toContain(pageWords.en.saved);
    expect(page({ told: 'wrong' })).toContain(pageWords.en.wrong);
    expect(gonePage({ language: 'tr', nonce: 'n' })).not.toContain('<form');
  });

  it('speaks the language of the customer where it can', () => {
    expect(['tr', 'tr_TR', 'TR', 'en_US', 'de', 'trk', null].map(pageLanguage)).toEqual([
      'tr',
      'tr',
      'tr',
      'en',
      'en',
      'en',
      'en',
    ]);
  });
});

describe('data collection on the preference page', () => {
  const purposes = [
    {
      purpose: 'position' as const,
      version: 4,
      texts: { tr: 'Konum <b>', en: 'Where I am <b>' },
    },
  ];

  it('[X-08] stands apart from messages with the business’s own words, ticked for nobody who did not', () => {
    const html = page({ purposes });
    expect(html).toContain('<input type="hidden" name="shown" value="position.4">');
    expect(html).toContain('name="purpose" value="position.4">');
    expect(html).toContain('Where I am &lt;b&gt;');
    expect(page({ purposes, language: 'tr' })).toContain('Konum &lt;b&gt;');
    expect(page({ purposes, agreed: ['position'] })).toContain('value="position.4" checked>');
    expect(html.split('name="marketing"')[0]).not.toContain('purpose');
  });

  it('[X-08] is not there when nothing is asked', () => {
    expect(page()).not.toContain('purpose');
  });
});
