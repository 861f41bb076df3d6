'use strict';

module.exports = '';
