import { useState } from 'react';
import {
  canBeWritten,
  type HostField,
  type HostTypeView,
  type MappedMeaning,
  type MappingBody,
  type MappingView,
} from '../../../../../server/src/contracts/records';
import { useWhatsappSaveMappingMutation } from '../../../api/records';
import { useApiError, type ShownError } from '../../../shared/useApiError';

export const MEANINGS: MappedMeaning[] = [
  'phone',
  'email',
  'name',
  'surname',
  'language',
  'town',
  'birthday',
  'consent',
];

const FITTING: Record<MappedMeaning, readonly string[]> = {
  phone: ['string', 'text', 'biginteger', 'integer'],
  email: ['email', 'string', 'text'],
  name: ['string', 'text'],
  surname: ['string', 'text'],
  language: ['string', 'enumeration'],
  town: ['string', 'text', 'enumeration'],
  birthday: ['date', 'datetime'],
  consent: ['boolean'],
};

/** Fields that can mean this; the server refuses others. */
export const fittingFields = (type: HostTypeView, meaning: MappedMeaning): HostField[] =>
  type.fields.filter((field) => FITTING[meaning].includes(field.type));

/** Fields of the entry itself that may be shown and used; its own name and number are known anyway. */
export const ownFields = (type: HostTypeView): HostField[] =>
  type.fields.filter((field) => !field.related && field.path !== 'createdAt');

export const freshMapping = (type: HostTypeView): MappingBody => ({
  role: type.label,
  fields: type.guess,
  country: null,
  shown: [],
  usable: [],
  writable: [],
  reach: [],
  reasons: {},
  marks: {},
  createContacts: true,
  overwrites: true,
  writesConsent: false,
  makesEntries: false,
  defaults: {},
  conversion: null,
});

const bodyOf = (mapping: MappingView): MappingBody => {
  const { role, fields, country, shown, usable, writable, reach, reasons, marks } = mapping;
  const { createContacts, overwrites, writesConsent, makesEntries, defaults, conversion } = mapping;
  return {
    role,
    fields,
    country,
    shown,
    usable,
    writable,
    reach,
    reasons,
    marks,
    defaults,
    createContacts,
    overwrites,
    writesConsent,
    makesEntries,
    conversion,
  };
};

/** Required fields of a new entry that the person does not tell. */
export const openFields = (type: HostTypeView, body: MappingBody): HostField[] => {
  const told = new Set([body.fields.name, body.fields.surname, body.fields.phone]);
  return type.fields.filter((field) => field.required && !field.related && !told.has(field.path));
};

/** What messages may use without having been given a reason. */
export const withoutReason = (type: HostTypeView, body: MappingBody): HostField[] =>
  type.fields.filter(
    ({ path, sensitive }) => sensitive && !body.marks[path] && body.usable.includes(path)
  );

/** Those of the fields that messages may use which flows may be allowed to write. */
export const writableFields = (type: HostTypeView, body: MappingBody): HostField[] =>
  ownFields(type).filter((field) => body.usable.includes(field.path) && canBeWritten(field, body));

export const useMappingForm = (type: HostTypeView, mapping: MappingView | null) => {
  const explain = useApiError();
  const [save, saving] = useWhatsappSaveMappingMutation();
  const [first] = useState(() => (mapping ? bodyOf(mapping) : freshMapping(type)));
  const [body, setBody] = useState(first);
  const [trouble, setTrouble] = useState<ShownError | null>(null);
  const change = (next: Partial<MappingBody>) => {
    setBody((before) => ({ ...before, ...next }));
    setTrouble(null);
  };
  const submit = async (): Promise<MappingView | null> => {
    try {
      // Reasons of fields that are not used any more, and values that nobody needs, are not kept.
      const reasons = Object.fromEntries(
        Object.entries(body.reasons).filter(([path]) => body.usable.includes(path))
      );
      const offered = writableFields(type, body).map(({ path }) => path);
      const writable = body.writable.filter((path) => offered.includes(path));
      return await save({ uid: type.uid, body: { ...body, reasons, writable } }).unwrap();
    } catch (error) {
      setTrouble(explain(error));
      return null;
    }
  };
  return {
    body,
    change,
    submit,
    trouble,
    isSaving: saving.isLoading,
    isDirty: mapping === null || JSON.stringify(body) !== JSON.stringify(first),
  };
};
export type MappingForm = ReturnType<typeof useMappingForm>;
