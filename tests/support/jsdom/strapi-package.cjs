'use strict';

const { dirname, join } = require('node:path');
const React = require('react');

/*
 * `@strapi/strapi/admin` as it is: the same functions and components out of the same package, each read from the module
 * that holds it when it is first used. The entry of the package would load the whole admin, its editors and every plugin
 * beside it, for each test file. Tests import strapi-admin.cjs by the package's name; one that needs the original of
 * something replaced there requires this file.
 */
const HOME = {
  BackButton: 'features/BackButton',
  Form: 'components/Form',
  Layouts: 'components/Layouts/Layout',
  Page: 'components/PageHelpers',
  SubNav: 'components/SubNav',
  Widget: 'components/WidgetHelpers',
  adminApi: 'services/api',
  attemptTokenRefresh: 'utils/getFetchClient',
  getFetchClient: 'utils/getFetchClient',
  useAuth: 'features/Auth',
  useClipboard: 'hooks/useClipboard',
  useFetchClient: 'hooks/useFetchClient',
  useField: 'components/Form',
  useForm: 'components/Form',
  useIsDesktop: 'hooks/useMediaQuery',
  useIsMobile: 'hooks/useMediaQuery',
  useMediaQuery: 'hooks/useMediaQuery',
  useNotification: 'features/Notifications',
  usePersistentState: 'hooks/usePersistentState',
  useRBAC: 'hooks/useRBAC',
  useStrapiApp: 'features/StrapiApp',
};

const sources = join(
  dirname(require.resolve('@strapi/admin/package.json')),
  'dist/admin/admin/src'
);

/*
 * The first use is often within a render. styled-components calls a hook for each component that it makes, to find out
 * whether that happens in a render; React would count it among those of the component that is rendered.
 */
const outsideRender = (load) => {
  const { ReactCurrentDispatcher: dispatcher } =
    React.__SECRET_INTERNALS_DO_NOT_USE_OR_YOU_WILL_BE_FIRED;
  const before = dispatcher.current;
  dispatcher.current = null;
  try {
    return load();
  } finally {
    dispatcher.current = before;
  }
};

for (const [name, file] of Object.entries(HOME)) {
  Object.defineProperty(exports, name, {
    configurable: true,
    enumerable: true,
    get: () => outsideRender(() => require(join(sources, `${file}.js`)))[name],
  });
}
