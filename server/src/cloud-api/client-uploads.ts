import type { Readable } from 'node:stream';
import { err, ok, type Result } from '../kernel/result';
import type { GraphError } from './errors';
import { isMetaId } from './graph-paths';
import { uploadHandleShape, uploadSessionShape } from './graph-shapes';
import { invalidId, manageCall, type ManageDeps } from './manage-call';

/** A file for Meta's review: `open` starts its bytes, exactly `sizeBytes` of them. */
export interface SampleFile {
  name: string;
  /** One of application/pdf, image/jpeg, image/jpg, image/png, video/mp4. */
  mime: string;
  sizeBytes: number;
  open(): Promise<Readable>;
}

export type UploadCalls = {
  /**
   * Uploads a sample by Meta's resumable upload and answers its handle, which is no media id. `appId` is the app of our
   * own token.
   * @see https://developers.facebook.com/docs/graph-api/guides/upload
   */
  uploadSample(appId: string, file: SampleFile): Promise<Result<string, GraphError>>;
};

/** A large file over a slow line. */
const TRANSFER_TIMEOUT_MS = 180_000;

export const uploadCalls = (deps: ManageDeps): UploadCalls => ({
  uploadSample: async (appId, file) => {
    if (!isMetaId(appId)) return err(invalidId('appId'));
    const session = await manageCall(deps, {
      verb: 'openUpload',
      method: 'POST',
      path: `${appId}/uploads`,
      query: { file_name: file.name, file_length: file.sizeBytes, file_type: file.mime },
      shape: uploadSessionShape,
    });
    if (!session.ok) return session;
    const stream = await file.open();
    try {
      const sent = await manageCall(deps, {
        verb: 'uploadSample',
        method: 'POST',
        path: session.value.id,
        upload: { stream, length: file.sizeBytes },
        timeoutMs: TRANSFER_TIMEOUT_MS,
        shape: uploadHandleShape,
      });
      return sent.ok ? ok(sent.value.h) : sent;
    } finally {
      stream.destroy();
    }
  },
});
