import type { ReactElement, ReactNode } from 'react';
import { configureStore } from '@reduxjs/toolkit';
import { DesignSystemProvider, lightTheme } from '@strapi/design-system';
import { adminApi } from '@strapi/strapi/admin';
import { render } from '@testing-library/react';
import { IntlProvider } from 'react-intl';
import { Provider } from 'react-redux';
import { createMemoryRouter, RouterProvider } from 'react-router-dom';
import en from '../../../admin/src/translations/en';
import tr from '../../../admin/src/translations/tr';

const words = { en, tr };

const messagesOf = (locale: 'en' | 'tr') =>
  Object.fromEntries(Object.entries(words[locale]).map(([key, text]) => [`whatsapp.${key}`, text]));

type Options = { path?: string; route?: string; locale?: 'en' | 'tr' };

const App = ({ children, locale }: { children: ReactNode; locale: 'en' | 'tr' }) => {
  const store = configureStore({
    reducer: { [adminApi.reducerPath]: adminApi.reducer },
    middleware: (defaults) => defaults({ serializableCheck: false }).concat(adminApi.middleware),
  });
  return (
    <Provider store={store}>
      <IntlProvider locale={locale} messages={messagesOf(locale)} timeZone="Europe/Istanbul">
        <DesignSystemProvider theme={lightTheme} locale={locale}>
          {children}
        </DesignSystemProvider>
      </IntlProvider>
    </Provider>
  );
};

/** Renders at an address of the plugin; other addresses show their path, so that a test sees where it went. */
export const renderAdmin = (element: ReactElement, options: Options = {}) => {
  const { path = '/', route = '/', locale = 'en' } = options;
  const router = createMemoryRouter(
    [
      { path: route, element },
      { path: '*', element: <p>elsewhere</p> },
    ],
    { initialEntries: [path] }
  );
  const screen = render(
    <App locale={locale}>
      <RouterProvider router={router} />
    </App>
  );
  return { ...screen, router };
};

type Call = { method: string; path: string; body: unknown };
type Answer = { status?: number; body: unknown };
type Routes = Record<string, (call: Call) => Answer | Promise<Answer>>;

/** Answers the admin's calls by "METHOD /path" and keeps them; what is not listed is 404. */
export const serve = (routes: Routes): Call[] => {
  const calls: Call[] = [];
  const answer = async (input: unknown, init?: RequestInit): Promise<Response> => {
    const url = new URL(
      String(input instanceof Request ? input.url : input),
      'http://localhost:1337'
    );
    const method = init?.method ?? 'GET';
    const call: Call = {
      method,
      path: url.pathname,
      body: typeof init?.body === 'string' ? JSON.parse(init.body) : undefined,
    };
    calls.push(call);
    const route = routes[`${method} ${url.pathname}`];
    const { status = 200, body } = route
      ? await route(call)
      : {
          status: 404,
          body: {
            error: { status: 404, name: 'NotFoundError', message: 'Not Found', details: {} },
          },
        };
    return new Response(JSON.stringify(body), {
      status,
      headers: { 'Content-Type': 'application/json' },
    });
  };
  jest.spyOn(globalThis, 'fetch').mockImplementation(answer as typeof fetch);
  return calls;
};

/** A refusal as Strapi sends it. */
export const refusal = (
  status: number,
  kind: string,
  extra: Record<string, unknown> = {}
): Answer => ({
  status,
  body: {
    error: {
      status,
      name: 'ApplicationError',
      message: `refused: ${kind}`,
      details: { kind, ...extra },
    },
  },
});
