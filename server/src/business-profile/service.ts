import type { Core } from '@strapi/strapi';
import { accountsService, type AccountRow } from '../accounts/public';
import type { GraphProfile, ProfileChange } from '../cloud-api/client-profile';
import type { SampleFile } from '../cloud-api/client-uploads';
import { uploadHandle } from '../cloud-api/upload-handle';
import {
  pictureProblem,
  profileProblems,
  type ProfileBody,
  type ProfileView,
} from '../contracts/business-profile';
import { DomainError } from '../kernel/errors';
import { mediaService } from '../media/public';
import { appUnknown, profileInvalid, refusedByMeta } from './refusals';

export interface BusinessProfileService {
  /** Read from Meta each time: it may be changed in WhatsApp Manager too. Throws `profile-refused`. */
  get(accountId: number): Promise<ProfileView>;
  /** Writes what is given and answers the whole. Throws `profile-invalid` (422) with problems by field, `profile-refused`. */
  save(accountId: number, body: ProfileBody): Promise<ProfileView>;
}

const viewOf = (profile: GraphProfile): ProfileView => ({
  about: profile.about ?? '',
  address: profile.address ?? '',
  description: profile.description ?? '',
  email: profile.email ?? '',
  websites: profile.websites ?? [],
  // Older profiles carry a word for "not said".
  vertical: profile.vertical && profile.vertical !== 'UNDEFINED' ? profile.vertical : '',
  pictureUrl: profile.profile_picture_url || null,
});

const pictureOf = async (strapi: Core.Strapi, fileId: number): Promise<SampleFile> => {
  const file = await mediaService(strapi)
    .inLibrary(fileId)
    .catch((error: unknown) => {
      // A provider that does not answer (503) says nothing about the file: that passes on as it is.
      if (error instanceof DomainError && error.status === 422) return null;
      throw error;
    });
  const problem = pictureProblem(file);
  if (problem || !file) throw profileInvalid(problem ? [problem] : []);
  return { ...file, mime: file.mime ?? '' };
};

export const createBusinessProfileService = ({
  strapi,
}: {
  strapi: Core.Strapi;
}): BusinessProfileService => {
  const accounts = () => accountsService(strapi);

  const read = async (account: AccountRow): Promise<ProfileView> => {
    const answer = await accounts().cloudApi(account).getBusinessProfile(account.phoneNumberId);
    if (!answer.ok) throw refusedByMeta(answer.error);
    return viewOf(answer.value);
  };

  const handleOf = async (account: AccountRow, fileId: number): Promise<string> => {
    const file = await pictureOf(strapi, fileId);
    const handle = await uploadHandle(accounts().cloudApi(account), file);
    if (handle.ok) return handle.value;
    throw handle.error === 'app-unknown' ? appUnknown() : refusedByMeta(handle.error);
  };

  return {
    get: async (accountId) => read(await accounts().get(accountId)),
    save: async (accountId, { pictureFileId, ...values }) => {
      const account = await accounts().get(accountId);
      const problems = profileProblems(values);
      if (problems.length > 0) throw profileInvalid(problems);
      const change: ProfileChange = {
        ...values,
        ...(pictureFileId === undefined
          ? {}
          : { profile_picture_handle: await handleOf(account, pictureFileId) }),
      };
      if (Object.keys(change).length > 0) {
        const api = accounts().cloudApi(account);
        const answer = await api.editBusinessProfile(account.phoneNumberId, change);
        if (!answer.ok) throw refusedByMeta(answer.error);
      }
      return read(account);
    },
  };
};
