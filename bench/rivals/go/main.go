// The pattern that the library began with, in its own language: one base configuration, and a map of configurations keyed by
// region and role ARN, each with credentials that are assumed once and renew themselves.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sync"
	"syscall"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

type job struct {
	Accounts    []string `json:"accounts"`
	Regions     []string `json:"regions"`
	Concurrency int      `json:"concurrency"`
	RoleName    string   `json:"roleName"`
}

type target struct{ account, region string }

type configs struct {
	base  aws.Config
	sts   *sts.Client
	mutex sync.Mutex
	known map[string]aws.Config
}

func (c *configs) in(region, roleArn string) aws.Config {
	key := region + "|" + roleArn
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if known, ok := c.known[key]; ok {
		return known
	}
	fresh := c.base.Copy()
	fresh.Region = region
	fresh.Credentials = aws.NewCredentialsCache(stscreds.NewAssumeRoleProvider(c.sts, roleArn))
	c.known[key] = fresh
	return fresh
}

func count(ctx context.Context, c *configs, roleName string, at target) (int, error) {
	roleArn := fmt.Sprintf("arn:aws:iam::%s:role/%s", at.account, roleName)
	client := s3.NewFromConfig(c.in(at.region, roleArn))
	output, err := client.ListBuckets(ctx, &s3.ListBucketsInput{})
	if err != nil {
		return 0, err
	}
	return len(output.Buckets), nil
}

func sweep(ctx context.Context, c *configs, j job) (int, error) {
	targets := make(chan target)
	go func() {
		defer close(targets)
		for _, account := range j.Accounts {
			for _, region := range j.Regions {
				targets <- target{account, region}
			}
		}
	}()
	var workers sync.WaitGroup
	var mutex sync.Mutex
	total, failure := 0, error(nil)
	for range j.Concurrency {
		workers.Go(func() {
			for at := range targets {
				found, err := count(ctx, c, j.RoleName, at)
				mutex.Lock()
				total += found
				if err != nil {
					failure = err
				}
				mutex.Unlock()
			}
		})
	}
	workers.Wait()
	return total, failure
}

func cpuMs() float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e6
}

func main() {
	var j job
	if err := json.NewDecoder(os.Stdin).Decode(&j); err != nil {
		panic(err)
	}
	ctx := context.Background()
	base, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		panic(err)
	}
	cpu, began := cpuMs(), time.Now()
	buckets, err := sweep(ctx, &configs{base: base, sts: sts.NewFromConfig(base), known: map[string]aws.Config{}}, j)
	if err != nil {
		panic(err)
	}
	answer := map[string]float64{
		"buckets": float64(buckets),
		"wallMs":  float64(time.Since(began).Microseconds()) / 1e3,
		"cpuMs":   cpuMs() - cpu,
	}
	if err := json.NewEncoder(os.Stdout).Encode(answer); err != nil {
		panic(err)
	}
}
