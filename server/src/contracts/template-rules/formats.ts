const names: Readonly<Record<string, string>> = {
  jpeg: 'JPEG',
  jpg: 'JPEG',
  svg: 'SVG',
  'x-icon': 'ICO',
  quicktime: 'MOV',
  'x-msvideo': 'AVI',
  msword: 'DOC',
  plain: 'TXT',
  mpeg: 'MP3',
  '3gpp': '3GP',
  'x-zip-compressed': 'ZIP',
  'vnd.ms-excel': 'XLS',
  'vnd.ms-powerpoint': 'PPT',
  'vnd.oasis.opendocument.text': 'ODT',
  'vnd.oasis.opendocument.spreadsheet': 'ODS',
  'vnd.oasis.opendocument.presentation': 'ODP',
};

/** A type of file as people call it: `application/pdf` is a PDF. */
export const formatOf = (mime: string): string => {
  const subtype = (mime.toLowerCase().split('/')[1] ?? '').split(/[+;]/)[0] ?? '';
  if (subtype === '' || subtype === 'octet-stream') return '?';
  if (subtype.includes('wordprocessingml')) return 'DOCX';
  if (subtype.includes('spreadsheetml')) return 'XLSX';
  if (subtype.includes('presentationml')) return 'PPTX';
  return names[subtype] ?? subtype.replace(/^(x-|vnd\.)/, '').toUpperCase();
};

/** "JPEG, PNG": each name once. */
export const formatsOf = (mimes: readonly string[]): string =>
  [...new Set(mimes.map(formatOf))].join(', ');
