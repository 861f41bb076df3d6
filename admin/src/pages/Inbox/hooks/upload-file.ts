import { attachedFile, type AttachedFile } from '../../../../../server/src/contracts/media';
import { backendUrl } from '../../../shared/backend-url';

export interface UploadAsk {
  readonly file: File;
  readonly name: string;
  readonly accountId: number;
  readonly token: string;
  /** 0 to 1. */
  readonly onProgress: (part: number) => void;
  readonly signal: AbortSignal;
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null; // a proxy's page: the status says enough
  }
};

/** Sends one file to our server, with progress, which `fetch` cannot tell. Rejects with the answer as Strapi gives it. */
export const uploadFile = (ask: UploadAsk): Promise<AttachedFile> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append('file', ask.file, ask.name);
    request.open('POST', `${backendUrl()}/whatsapp/files?accountId=${ask.accountId}`);
    request.setRequestHeader('Authorization', `Bearer ${ask.token}`);
    request.upload.onprogress = ({ loaded, total }) =>
      ask.onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new Error('network'));
    request.onabort = () => reject(new Error('aborted'));
    request.onload = () => {
      const body = parse(request.responseText);
      const read = attachedFile.safeParse(body);
      if (request.status === 200 && read.success) resolve(read.data);
      else
        reject(
          Object.assign(new Error('refused'), { response: { data: body }, status: request.status })
        );
    };
    ask.signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
