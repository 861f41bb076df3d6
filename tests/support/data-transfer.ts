import path from 'node:path';
import type { Core } from '@strapi/types';

/** What Strapi's commands are made of, as far as tests use it. */
interface DataTransfer {
  engine: {
    createTransferEngine(
      source: unknown,
      destination: unknown,
      options: object
    ): { transfer(): Promise<unknown> };
  };
  directory: {
    providers: {
      createLocalDirectoryDestinationProvider(options: object): unknown;
      createLocalDirectorySourceProvider(options: object): unknown;
    };
  };
  strapi: {
    providers: {
      createLocalStrapiSourceProvider(options: object): unknown;
      createLocalStrapiDestinationProvider(options: object): unknown;
    };
  };
}
interface CommandParts {
  parseRestoreFromOptions(options: object, strapi: Core.Strapi): object;
  buildTransferTransforms(options: object): object;
}

const root = path.resolve(__dirname, '../../node_modules/@strapi');
const parts = () => ({
  transfer: require(path.join(root, 'data-transfer')) as DataTransfer,
  command: require(path.join(root, 'strapi/dist/src/cli/utils/data-transfer.js')) as CommandParts,
});

/** Filters as on the command line. Uploads stay where they are: the folder is shared by all tests. */
export interface Filters {
  exclude?: string[];
  onlyContentTypes?: string[];
  excludeContentTypes?: string[];
}
const withoutUploads = ({ exclude = [], ...rest }: Filters) => ({
  ...rest,
  exclude: [...exclude, 'files'],
});

interface Way {
  source: unknown;
  destination: unknown;
  schemaStrategy: 'ignore' | 'strict';
  options: ReturnType<typeof withoutUploads>;
}
const carry = async ({ source, destination, schemaStrategy, options }: Way): Promise<void> => {
  const { transfer, command } = parts();
  await transfer.engine
    .createTransferEngine(source, destination, {
      versionStrategy: 'ignore',
      schemaStrategy,
      exclude: options.exclude,
      transforms: command.buildTransferTransforms(options),
    })
    .transfer();
};

/** What `strapi export --format dir` does, in this process. */
export const exportTo = async (strapi: Core.Strapi, folder: string, filters: Filters = {}) => {
  const { transfer } = parts();
  const source = transfer.strapi.providers.createLocalStrapiSourceProvider({
    getStrapi: () => strapi,
    autoDestroy: false,
  });
  const destination = transfer.directory.providers.createLocalDirectoryDestinationProvider({
    directory: { path: folder },
    file: {},
  });
  const options = withoutUploads(filters);
  await carry({ source, destination, schemaStrategy: 'ignore', options });
};

/** What `strapi import` does, in this process. */
export const importFrom = async (strapi: Core.Strapi, folder: string, filters: Filters = {}) => {
  const { transfer, command } = parts();
  const options = withoutUploads(filters);
  const source = transfer.directory.providers.createLocalDirectorySourceProvider({
    directory: { path: folder },
  });
  const destination = transfer.strapi.providers.createLocalStrapiDestinationProvider({
    getStrapi: () => strapi,
    autoDestroy: false,
    strategy: 'restore',
    restore: command.parseRestoreFromOptions(options, strapi),
  });
  await carry({ source, destination, schemaStrategy: 'strict', options });
};
