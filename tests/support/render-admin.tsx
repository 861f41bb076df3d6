import { DesignSystemProvider, lightTheme } from '@strapi/design-system';
import { adminApi } from '@strapi/strapi/admin';
import { configureStore } from '@reduxjs/toolkit';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { IntlProvider } from 'react-intl';
import { Provider } from 'react-redux';
import { createMemoryRouter, RouterProvider } from 'react-router-dom';
import { loadPageWords, loadTranslations } from '../../admin/src/translations/load';

/** A call that the page made. */
export type Call = { method: string; path: string; query: URLSearchParams; body: unknown };

/** A call that changes something; an open thread also tells by itself that it is open, and that one writes. */
export const isDeed = ({ method, path }: Call): boolean =>
  method !== 'GET' && !path.endsWith('/presence') && !path.endsWith('/typing');

/** Answer of a route: the body for 200, or `refuse(…)`; a promise of it where the network takes its time. */
type Answer = unknown;
export type Routes = Record<string, object | null | undefined | ((call: Call) => Answer)>;

class Refusal {
  constructor(
    readonly status: number,
    readonly error: unknown
  ) {}
}

/** Strapi's error envelope, as our server refuses. */
export const refuse = (
  status: number,
  details: { kind: string; field?: string; remedy?: string; [more: string]: unknown },
  message = 'refused'
) => new Refusal(status, { status, name: 'ApplicationError', message, details });

const answerOf = async (routes: Routes, call: Call): Promise<Response> => {
  const route = routes[`${call.method} ${call.path}`];
  const answer = await (typeof route === 'function' ? (route as (c: Call) => Answer)(call) : route);
  if (answer === undefined) {
    const error = { status: 404, name: 'NotFoundError', message: `No route ${call.path}` };
    return Response.json({ data: null, error }, { status: 404 });
  }
  if (answer instanceof Refusal) {
    return Response.json({ data: null, error: answer.error }, { status: answer.status });
  }
  return Response.json(answer);
};

const callOf = (input: RequestInfo | URL, init?: RequestInit): Call => {
  const url = new URL(input instanceof Request ? input.url : String(input));
  const method = (init?.method ?? 'GET').toUpperCase();
  const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined;
  return { method, path: url.pathname, query: url.searchParams, body };
};

const read: Record<string, Promise<Record<string, string>>> = {};
const wordsOf = (locale: string) =>
  (read[locale] ??= (async () => ({
    ...(await loadTranslations({ locales: [locale] }))[0]?.data,
    ...(await loadPageWords(locale)),
  }))());

/** Unsubscribed answers are kept for a minute by timers that would hold the process back. */
const forgets: (() => void)[] = [];
afterEach(() => forgets.splice(0).forEach((forget) => forget()));

interface Options {
  readonly routes?: Routes;
  readonly at?: string;
  /** Where the page stands (`/c/:id`): every other address shows `elsewhere`. */
  readonly route?: string;
  readonly locale?: string;
}

/**
 * Renders part of the admin with Strapi's providers and our words; the network is `routes`
 * (`'GET /whatsapp/accounts': list`). Answers the calls that were made, the router, the store
 * of what was read, and a person who types and clicks.
 */
export const renderAdmin = async (element: ReactElement, options: Options = {}) => {
  const { routes = {}, at = '/', route = '*', locale = 'en' } = options;
  const calls: Call[] = [];
  jest.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    const call = callOf(input, init);
    calls.push(call);
    return answerOf(routes, call);
  });
  const store = configureStore({
    reducer: { [adminApi.reducerPath]: adminApi.reducer },
    middleware: (defaults) => defaults().concat(adminApi.middleware),
  });
  forgets.push(() => void store.dispatch(adminApi.util.resetApiState()));
  const router = createMemoryRouter(
    [
      { path: route, element },
      { path: '*', element: <p>elsewhere</p> },
    ],
    { initialEntries: [at] }
  );
  const view = render(
    <Provider store={store}>
      <IntlProvider locale={locale} messages={await wordsOf(locale)} onError={() => undefined}>
        <DesignSystemProvider theme={lightTheme} locale={locale}>
          <RouterProvider router={router} />
        </DesignSystemProvider>
      </IntlProvider>
    </Provider>
  );
  return { ...view, calls, router, store, person: userEvent.setup() };
};
