CREATE TABLE "renditions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"film_id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"format" text NOT NULL,
	"status" text NOT NULL,
	"key" text,
	"width" integer,
	"height" integer,
	"size_bytes" bigint,
	"variants" jsonb NOT NULL,
	"failure" jsonb
);
--> statement-breakpoint
CREATE TABLE "song_analyses" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"song_id" uuid NOT NULL,
	"status" text NOT NULL,
	"measured" jsonb,
	"set_tempo" jsonb,
	"waveform_key" text,
	"failure" jsonb
);
--> statement-breakpoint
ALTER TABLE "jobs" ALTER COLUMN "job_order" SET DEFAULT '{"candidates":1,"model":null,"seed":null,"clipSeconds":null,"missing":"refuse","spared":[],"retryOf":null,"posterSceneId":null,"renditionIds":[]}'::jsonb;--> statement-breakpoint
ALTER TABLE "final_videos" ADD COLUMN "purpose" text DEFAULT 'film' NOT NULL;--> statement-breakpoint
ALTER TABLE "final_videos" ADD COLUMN "poster_wish" uuid;--> statement-breakpoint
ALTER TABLE "final_videos" ADD COLUMN "poster_scene_id" uuid;--> statement-breakpoint
ALTER TABLE "final_videos" ADD COLUMN "title" text;--> statement-breakpoint
ALTER TABLE "final_videos" ADD COLUMN "artist" text;--> statement-breakpoint
ALTER TABLE "final_videos" ADD COLUMN "chapters" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "final_videos" ADD COLUMN "captions" jsonb;--> statement-breakpoint
ALTER TABLE "songs" ADD COLUMN "film_sound" jsonb;--> statement-breakpoint
ALTER TABLE "generated_images" ADD COLUMN "thumbnail_key" text;--> statement-breakpoint
ALTER TABLE "video_clips" ADD COLUMN "thumbnail_key" text;--> statement-breakpoint
CREATE INDEX "renditions_by_project" ON "renditions" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "song_analyses_by_project" ON "song_analyses" USING btree ("project_id");