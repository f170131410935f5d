// A bot in JavaScript that does the same durable step as the product, for bench/answers.py: verify the signature, insert
// the event (a repeat is ignored), read the person's state for update, write it, commit, reply through the SDK.
// LINE_API_BASE, SECRET, TOKEN and PORT say where; PGHOST, PGUSER and PGDATABASE are pg's own.
"use strict";

const express = require("express");
const line = require("@line/bot-sdk");
const { Pool } = require("pg");

const pool = new Pool({ max: 10 });
const client = new line.messagingApi.MessagingApiClient({
  channelAccessToken: process.env.TOKEN,
  baseURL: process.env.LINE_API_BASE,
});

async function durably(event) {
  const connection = await pool.connect();
  try {
    await connection.query("BEGIN");
    const put = await connection.query(
      "INSERT INTO event (id, kind, received_at) VALUES ($1, $2, now()) ON CONFLICT DO NOTHING",
      [event.webhookEventId, event.type],
    );
    let said = null;
    if (put.rowCount) {
      const person = await connection.query("SELECT id, state FROM person WHERE line_user_id = $1 FOR UPDATE", [
        event.source.userId,
      ]);
      const { id, state } = person.rows[0];
      state.step += 1;
      state.answers[`q${state.step % 30}`] = event.message.text;
      await connection.query("UPDATE person SET state = $1, updated_at = now() WHERE id = $2", [state, id]);
      said = `${event.message.text}: ${state.step}`;
    }
    await connection.query("COMMIT");
    return said;
  } catch (error) {
    await connection.query("ROLLBACK");
    throw error;
  } finally {
    connection.release();
  }
}

const app = express();
app.get("/healthz", (_request, response) => response.sendStatus(200));
app.post("/callback", line.middleware({ channelSecret: process.env.SECRET }), async (request, response) => {
  try {
    const answers = [];
    for (const event of request.body.events) answers.push([event, await durably(event)]);
    response.sendStatus(200);
    for (const [event, said] of answers) {
      if (said !== null) {
        await client.replyMessage({ replyToken: event.replyToken, messages: [{ type: "text", text: said }] });
      }
    }
  } catch (error) {
    console.error(error);
    if (!response.headersSent) response.sendStatus(500);
  }
});
app.listen(Number(process.env.PORT), "127.0.0.1");
