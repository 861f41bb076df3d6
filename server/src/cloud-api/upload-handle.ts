import { err, type Result } from '../kernel/result';
import type { AccountCalls } from './client-accounts';
import type { SampleFile, UploadCalls } from './client-uploads';
import type { GraphError } from './errors';

/**
 * Uploads a file for a template's example or a profile picture and answers its handle. The upload belongs to the app of
 * our token; `app-unknown` when Meta does not name it.
 */
export const uploadHandle = async (
  api: Pick<AccountCalls, 'debugToken'> & UploadCalls,
  file: SampleFile
): Promise<Result<string, GraphError | 'app-unknown'>> => {
  const token = await api.debugToken();
  if (!token.ok) return token;
  const { appId } = token.value;
  return appId ? api.uploadSample(appId, file) : err('app-unknown');
};
