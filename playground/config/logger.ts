export default { level: process.env['LOG_LEVEL'] ?? 'warn' };
