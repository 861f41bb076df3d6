/** `905321234567` → `+90 532 123 45 67`: groups of three and two, read well in any country. */
export const spacedPhone = (phone: string): string => {
  const digits = phone.replace(/[^\d]/g, '');
  if (digits.length < 7) return phone;
  const local = /^\+?90\d{10}$/.test(digits)
    ? digits.replace(/^(90)(\d{3})(\d{3})(\d{2})(\d{2})$/, '$1 $2 $3 $4 $5')
    : digits.replace(/(\d{1,3})(?=(\d{3})+$)/g, '$1 ');
  return `+${local}`;
};
