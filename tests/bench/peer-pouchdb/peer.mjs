// SPDX-License-Identifier: GPL-3.0-or-later
//
// The same people as bench-sync has, as documents: pushed by PouchDB to an express-pouchdb on loopback, and pulled from there by another
// PouchDB, each from an empty start; LevelDB on both sides, two processes. No encryption, no signatures, no search. Of the batch sizes the
// fastest counts.
//
// peer.mjs PEOPLE.ndjson FOLDER: measures; GOL_BENCH_JSON says where the figures go.
// peer.mjs --serve FOLDER: the other end; prints its port.

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
const PouchDB = require('pouchdb')
const SIZES = [100, 1000]
const version = (name) => JSON.parse(readFileSync(join('node_modules', name, 'package.json'))).version

function serve (folder) {
  const app = require('express')()
  const Served = PouchDB.defaults({ prefix: folder + '/' })

  app.use('/', require('express-pouchdb')(Served, { mode: 'minimumForPouchDB' }))
  const listening = app.listen(0, '127.0.0.1', () => process.send(listening.address().port))
  process.on('disconnect', () => process.exit(0))
}

async function seed (db, people) {
  for (let i = 0; i < people.length; i += 1000) await db.bulkDocs(people.slice(i, i + 1000))
}

async function replicate (db, direction, url, size) {
  const start = process.hrtime.bigint()
  const result = await db.replicate[direction](url, { batch_size: size, batches_limit: 10 })
  const seconds = Number(process.hrtime.bigint() - start) / 1e9

  if (!result.ok || result.doc_write_failures > 0) throw new Error('Not all was replicated.')
  return result.docs_written / seconds
}

// Push and pull with one batch size, everything new.
async function measure (people, folder, size) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'served'), { recursive: true })
  const server = fork(fileURLToPath(import.meta.url), ['--serve', join(folder, 'served')])
  const [port] = await once(server, 'message')
  const url = `http://127.0.0.1:${port}/people`
  const from = new PouchDB(join(folder, 'from'))
  const to = new PouchDB(join(folder, 'to'))

  await seed(from, people)
  const rates = { push: await replicate(from, 'to', url, size), pull: await replicate(to, 'from', url, size) }
  const arrived = (await to.info()).doc_count
  if (arrived !== people.length) throw new Error(`${arrived} of ${people.length} arrived.`)
  await from.close()
  await to.close()
  server.disconnect()
  await once(server, 'exit')
  rmSync(folder, { recursive: true, force: true })
  return rates
}

async function main (path, folder) {
  const people = readFileSync(path, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line))
  const peer = `PouchDB ${version('pouchdb')} and express-pouchdb ${version('express-pouchdb')}`
  const figures = []
  const runs = []

  for (const size of SIZES) runs.push({ size, ...await measure(people, folder, size) })
  for (const way of ['push', 'pull']) {
    const best = runs.reduce((a, b) => (b[way] > a[way] ? b : a))
    figures.push({ name: `${peer}: ${way}, by ${best.size}`, unit: 'workers/s', value: Math.round(best[way]) })
  }
  const json = JSON.stringify({ figures }, null, 1) + '\n'
  if (process.env.GOL_BENCH_JSON === undefined) process.stdout.write(json)
  else writeFileSync(process.env.GOL_BENCH_JSON, json)
}

if (process.argv[2] === '--serve') serve(process.argv[3])
else await main(process.argv[2], process.argv[3])
